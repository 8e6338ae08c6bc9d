package dev.hazir.host.guest;

import dev.hazir.applet.Registration;
import dev.hazir.applet.loop.LoopTask;
import dev.hazir.host.lifecycle.Holder;
import dev.hazir.host.lifecycle.Holding;
import dev.hazir.host.lifecycle.HostTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one deployment. They tick on its event loop, none before {@link #start} and none after {@link #close}.
 * They live here because a timer is nothing but a way into guest code: host time below, {@link Guest#run} above.
 */
public final class Timers implements Holder, AutoCloseable {

    private static final Duration LEAST_PERIOD = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Guest guest;
    private final HostTime time;
    private final Set<Timer> timers = new HashSet<>();
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private boolean started;
    private boolean closed;
    private @Nullable Long horizon;

    public Timers(Guest guest, HostTime time) {
        this.guest = guest;
        this.time = time;
    }

    /**
     * Runs a task again and again, first after one period. Runs that a stalled loop has missed are left out, so that they
     * do not come in a burst; the rhythm is kept.
     */
    public Registration every(Duration period, LoopTask task) {
        if (period.compareTo(LEAST_PERIOD) < 0) {
            throw new IllegalArgumentException("period: " + words(period) + " (expected: 1 ms or more)");
        }
        return add(new Timer(limited(period), true, task));
    }

    /** Runs a task once. */
    public Registration after(Duration delay, LoopTask task) {
        return add(new Timer(delay.isNegative() ? Duration.ZERO : limited(delay), false, task));
    }

    /** Lets the timers tick: those declared so far begin their first period now. */
    public void start() {
        List<Timer> waiting;
        synchronized (timers) {
            started = true;
            waiting = List.copyOf(timers);
        }
        waiting.forEach(Timer::begin);
    }

    /** The timers that run once and have yet to. */
    @Override
    public List<Holding> holding() {
        synchronized (timers) {
            return Holding.of(
                    "timer",
                    "loop",
                    timers.stream()
                            .filter(timer -> timer.dueWithin(horizon))
                            .map(timer -> new Holding.Item(timer.trigger.toString(), "", "", null))
                            .toList());
        }
    }

    /** Waits for the timers that will have run once until then. */
    @Override
    public CompletionStage<Void> drain(Duration patience) {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        synchronized (timers) {
            horizon = time.nanoTime() + patience.toNanos();
            waiting.add(stage);
        }
        tellIfEmpty();
        return stage;
    }

    /** Takes back the timers that have yet to run once. */
    @Override
    public void end(Duration spread) {
        List<Timer> left;
        synchronized (timers) {
            left = timers.stream().filter(timer -> !timer.again).toList();
        }
        left.forEach(Timer::close);
    }

    /** Stops all timers; a run that is under way ends by itself. */
    @Override
    public void close() {
        List<Timer> left;
        synchronized (timers) {
            closed = true;
            left = new ArrayList<>(timers);
        }
        left.forEach(Timer::close);
    }

    private Timer add(Timer timer) {
        boolean now;
        synchronized (timers) {
            if (closed) {
                throw new IllegalStateException(guest + " has ended: it can have no more timers");
            }
            timers.add(timer);
            now = started;
        }
        if (now) {
            timer.begin();
        }
        return timer;
    }

    private void forget(Timer timer) {
        synchronized (timers) {
            timers.remove(timer);
        }
        tellIfEmpty();
    }

    private void tellIfEmpty() {
        List<CompletableFuture<Void>> told;
        synchronized (timers) {
            if (waiting.isEmpty() || timers.stream().anyMatch(timer -> timer.dueWithin(horizon))) {
                return;
            }
            told = List.copyOf(waiting);
            waiting.clear();
        }
        told.forEach(stage -> stage.complete(null));
    }

    private static Duration limited(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    }

    private static String words(Duration duration) {
        return duration.toMillis() + " ms";
    }

    /** One timer. Its state is guarded by itself; it runs on the deployment's loop. */
    private final class Timer implements Registration {
        private final long nanos;
        private final boolean again;
        private final LoopTask task;
        private final Trigger trigger;
        private long due;
        private boolean over;
        private @Nullable Registration pending;

        Timer(Duration duration, boolean again, LoopTask task) {
            this.nanos = duration.toNanos();
            this.again = again;
            this.task = task;
            this.trigger = Trigger.of("timer " + (again ? "every " : "after ") + words(duration))
                    .in(guest.turn().handler());
        }

        synchronized void begin() {
            if (!over && pending == null) {
                long now = time.nanoTime();
                due = now + nanos;
                waitUntilDue(now);
            }
        }

        /** Whether it has yet to run, or is running, for the only time, and not after this. */
        synchronized boolean dueWithin(@Nullable Long limit) {
            return !again && pending != null && (limit == null || due - limit <= 0);
        }

        @Override
        public void close() {
            synchronized (this) {
                over = true;
                if (pending != null) {
                    pending.close();
                }
            }
            forget(this);
        }

        private void tick() {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = !again;
            }
            guest.run(trigger, task::run);
            if (again) {
                next();
            } else {
                forget(this);
            }
        }

        private synchronized void next() {
            if (over) {
                return;
            }
            long now = time.nanoTime();
            long behind = Math.max(0, now - due);
            due += nanos * (1 + behind / nanos);
            waitUntilDue(now);
        }

        private void waitUntilDue(long now) {
            pending = time.after(Duration.ofNanos(due - now), guest.turn(), this::tick);
        }
    }
}
