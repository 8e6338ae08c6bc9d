package dev.hazir.host.lifecycle;

import dev.hazir.applet.Registration;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;

/** The host's clock and its timers. All guest-visible time comes from here, so that tests can advance it by hand. */
public interface HostTime {

    Clock clock();

    /** Nanoseconds since some moment, for measuring durations; unlike the clock it never jumps. */
    long nanoTime();

    /**
     * Runs a task once on an executor after a delay. The registration cancels it.
     *
     * @param executor must not block the caller: an event loop or the workers
     */
    Registration after(Duration delay, Executor executor, Runnable task);
}
