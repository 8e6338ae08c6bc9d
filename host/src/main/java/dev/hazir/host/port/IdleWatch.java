package dev.hazir.host.port;

import dev.hazir.applet.Registration;
import dev.hazir.host.lifecycle.HostTime;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Notices that nothing has arrived on a connection for a while. One timer a connection, however much arrives; while
 * reading is paused no time counts. Used on the event loop alone.
 */
final class IdleWatch {

    private final HostTime time;
    private final Executor loop;
    private long lastArrival;
    private @Nullable Registration timer;

    IdleWatch(HostTime time, Executor loop) {
        this.time = time;
        this.loop = loop;
        this.lastArrival = time.nanoTime();
    }

    /** Something arrived. */
    void arrived() {
        lastArrival = time.nanoTime();
    }

    /** Begins to watch; {@code expired} runs once. */
    void start(Duration idle, Runnable expired) {
        waitFor(idle, idle, expired);
    }

    /** Stops to count until {@link #arrived} is called again. */
    void pause() {
        lastArrival = Long.MAX_VALUE;
    }

    void stop() {
        if (timer != null) {
            timer.close();
        }
    }

    private void waitFor(Duration wait, Duration idle, Runnable expired) {
        timer = time.after(wait, loop, () -> {
            long silent = lastArrival == Long.MAX_VALUE ? 0 : time.nanoTime() - lastArrival;
            if (silent >= idle.toNanos()) {
                expired.run();
            } else {
                waitFor(idle.minusNanos(silent), idle, expired);
            }
        });
    }
}
