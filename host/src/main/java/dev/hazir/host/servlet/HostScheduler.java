package dev.hazir.host.servlet;

import dev.hazir.applet.Registration;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.lifecycle.Workers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's timers on the host's clock. What is due runs on a worker, because it may call guests. Timers that were set inside
 * of a context end with it: Jetty leaves those of sessions behind, which would keep an unloaded applet for half an hour.
 */
final class HostScheduler extends AbstractLifeCycle implements Scheduler {

    private final HostTime time;
    private final Workers workers;
    private final Map<ContextHandler, Set<Timer>> ofContexts = new ConcurrentHashMap<>();

    HostScheduler(HostTime time, Workers workers) {
        this.time = time;
        this.workers = workers;
    }

    @Override
    public Task schedule(Runnable task, long delay, TimeUnit unit) {
        ContextHandler context = ContextHandler.getCurrentContextHandler();
        Set<Timer> siblings =
                context == null ? null : ofContexts.computeIfAbsent(context, key -> ConcurrentHashMap.newKeySet());
        Timer timer = new Timer(task, siblings);
        if (siblings != null) {
            siblings.add(timer);
        }
        timer.begin(time.after(Duration.of(delay, unit.toChronoUnit()), workers::resume, timer));
        return timer;
    }

    /** Cancels what was set inside of a context. */
    void forget(ContextHandler context) {
        Set<Timer> left = ofContexts.remove(context);
        if (left != null) {
            left.forEach(Timer::cancel);
        }
    }

    private static final class Timer implements Task, Runnable {
        private static final int PENDING = 0;
        private static final int BEGUN = 1;
        private static final int CANCELLED = 2;

        private final AtomicInteger state = new AtomicInteger(PENDING);
        private final @Nullable Set<Timer> siblings;
        private final Runnable task;
        private volatile @Nullable Registration waiting;

        Timer(Runnable task, @Nullable Set<Timer> siblings) {
            this.task = task;
            this.siblings = siblings;
        }

        void begin(Registration registration) {
            waiting = registration;
            if (state.get() == CANCELLED) {
                registration.close();
            }
        }

        @Override
        public void run() {
            if (state.compareAndSet(PENDING, BEGUN)) {
                leave();
                task.run();
            }
        }

        @Override
        public boolean cancel() {
            boolean cancelled = state.compareAndSet(PENDING, CANCELLED);
            Registration registration = waiting;
            if (registration != null) {
                registration.close();
            }
            leave();
            return cancelled;
        }

        private void leave() {
            if (siblings != null) {
                siblings.remove(this);
            }
        }
    }
}
