package dev.hazir.host.lifecycle;

import dev.hazir.applet.Registration;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Real time. Its one thread only hands tasks over to their executors. */
public final class SystemTime implements HostTime, AutoCloseable {

    private final Clock clock = Clock.systemDefaultZone();
    private final ScheduledThreadPoolExecutor timer;

    public SystemTime() {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(null, task, "hazir-timer", 0, false);
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        // A thread first created while guest code is on the stack would keep that guest's classes for ever.
        timer.prestartAllCoreThreads();
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Registration after(Duration delay, Executor executor, Runnable task) {
        Future<?> pending =
                timer.schedule(() -> executor.execute(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> pending.cancel(false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
