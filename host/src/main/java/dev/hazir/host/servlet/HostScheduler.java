package dev.hazir.host.servlet;

import dev.hazir.applet.Registration;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.lifecycle.Workers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/** Jetty's timers on the host's clock. What is due runs on a worker, because it may call guests. */
final class HostScheduler extends AbstractLifeCycle implements Scheduler {

    private static final int PENDING = 0;
    private static final int BEGUN = 1;
    private static final int CANCELLED = 2;

    private final HostTime time;
    private final Workers workers;

    HostScheduler(HostTime time, Workers workers) {
        this.time = time;
        this.workers = workers;
    }

    @Override
    public Task schedule(Runnable task, long delay, TimeUnit unit) {
        AtomicInteger state = new AtomicInteger(PENDING);
        Registration timer = time.after(Duration.of(delay, unit.toChronoUnit()), workers::resume, () -> {
            if (state.compareAndSet(PENDING, BEGUN)) {
                task.run();
            }
        });
        return () -> {
            timer.close();
            return state.compareAndSet(PENDING, CANCELLED);
        };
    }
}
