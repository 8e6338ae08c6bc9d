package dev.hazir.host.guest;

import dev.hazir.applet.Registration;
import dev.hazir.applet.loop.LoopTask;
import dev.hazir.host.lifecycle.Holder;
import dev.hazir.host.lifecycle.Holding;
import dev.hazir.host.lifecycle.HostTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one deployment. They tick on its event loop, none before {@link #start} and none after {@link #close}. At an
 * upgrade the next deployment takes over the rhythm of those that were declared in setup.
 * They live here because a timer is nothing but a way into guest code: host time below, {@link Guest#run} above.
 */
public final class Timers implements Holder, AutoCloseable {

    private static final Duration LEAST_PERIOD = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Guest guest;
    private final HostTime time;
    private final Set<Timer> timers = new LinkedHashSet<>();
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private boolean setupOver;
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

    /** What is declared from now on stays with this deployment at an upgrade. */
    public void setupOver() {
        synchronized (timers) {
            setupOver = true;
        }
    }

    /**
     * Lets the timers tick. A repeated one is due when its namesake of the version before was: the nth of a period is the
     * nth of that period there, which ticks no more. All others begin their first period now.
     *
     * @param before the timers of the version that this one replaces, or null
     */
    public void start(@Nullable Timers before) {
        Map<Long, Deque<Long>> dues = before == null ? Map.of() : before.giveRhythm();
        List<Timer> waiting;
        synchronized (timers) {
            started = true;
            waiting = List.copyOf(timers);
        }
        for (Timer timer : waiting) {
            Deque<Long> known = timer.goesOver ? dues.get(timer.nanos) : null;
            timer.begin(known == null ? null : known.poll());
        }
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

    /** Stops what the next version goes on with, and says when it would have been due: by period, in order. */
    private Map<Long, Deque<Long>> giveRhythm() {
        List<Timer> going;
        synchronized (timers) {
            going = timers.stream().filter(timer -> timer.goesOver).toList();
        }
        Map<Long, Deque<Long>> dues = new HashMap<>();
        for (Timer timer : going) {
            Long due = timer.stopForGood();
            if (due != null) {
                dues.computeIfAbsent(timer.nanos, period -> new ArrayDeque<>()).add(due);
            }
        }
        return dues;
    }

    private Timer add(Timer timer) {
        boolean now;
        synchronized (timers) {
            if (closed) {
                throw new IllegalStateException(guest + " has ended: it can have no more timers");
            }
            timer.goesOver = timer.again && !setupOver;
            timers.add(timer);
            now = started;
        }
        if (now) {
            timer.begin(null);
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
        private boolean goesOver;
        private long due;
        private boolean running;
        private boolean over;
        private @Nullable Registration pending;

        Timer(Duration duration, boolean again, LoopTask task) {
            this.nanos = duration.toNanos();
            this.again = again;
            this.task = task;
            this.trigger = Trigger.of("timer " + (again ? "every " : "after ") + words(duration));
        }

        synchronized void begin(@Nullable Long firstDue) {
            if (!over && pending == null) {
                long now = time.nanoTime();
                due = firstDue == null ? now + nanos : firstDue;
                waitUntilDue(now);
            }
        }

        /** Whether it has yet to run, or is running, for the only time, and not after this. */
        synchronized boolean dueWithin(@Nullable Long limit) {
            return !again && pending != null && (limit == null || due - limit <= 0);
        }

        /** Ticks no more, and says when it would have; null when it was over already. A run under way is the last one. */
        @Nullable
        Long stopForGood() {
            Long nextDue;
            synchronized (this) {
                nextDue = over || pending == null ? null : Long.valueOf(running ? dueAfterRun(time.nanoTime()) : due);
            }
            close();
            return nextDue;
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
                running = true;
            }
            guest.run(trigger, task::run);
            if (again) {
                next();
            } else {
                forget(this);
            }
        }

        private synchronized void next() {
            running = false;
            if (over) {
                return;
            }
            long now = time.nanoTime();
            due = dueAfterRun(now);
            waitUntilDue(now);
        }

        private long dueAfterRun(long now) {
            long behind = Math.max(0, now - due);
            return due + nanos * (1 + behind / nanos);
        }

        private void waitUntilDue(long now) {
            pending = time.after(Duration.ofNanos(due - now), guest.turn(), this::tick);
        }
    }
}
