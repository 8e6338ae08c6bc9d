package dev.hazir.host.port;

import dev.hazir.applet.Registration;
import dev.hazir.host.lifecycle.HostTime;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices that nothing has arrived on a connection for a while. One timer a connection, however much arrives; while
 * reading is paused no time counts. Used on the event loop alone.
 */
final class IdleWatch {

    private final HostTime time;
    private final Executor loop;
    private final Consumer<Duration> expired;
    private long lastArrival;
    private long pausedAt;
    private boolean paused;
    private @Nullable Duration limit;
    private @Nullable Registration timer;

    /**
     * Watches nothing yet.
     *
     * @param expired runs once, with the limit that is over
     */
    IdleWatch(HostTime time, Executor loop, Consumer<Duration> expired) {
        this.time = time;
        this.loop = loop;
        this.expired = expired;
        this.lastArrival = time.nanoTime();
    }

    /** Something arrived. */
    void arrived() {
        lastArrival = time.nanoTime();
    }

    /** Watches from now on for another limit, or not at all; with the same limit it just goes on. */
    void limit(@Nullable Duration idle) {
        if (!Objects.equals(idle, limit)) {
            stop();
            limit = idle;
            arrived();
            if (idle != null) {
                waitFor(idle, idle);
            }
        }
    }

    /** No time counts until {@link #resume} or {@link #goOn}. */
    void pause() {
        if (!paused) {
            paused = true;
            pausedAt = time.nanoTime();
        }
    }

    /** Counts from the beginning. */
    void resume() {
        paused = false;
        arrived();
    }

    /** Counts from where it was paused. */
    void goOn() {
        if (paused) {
            paused = false;
            lastArrival += Math.max(0, time.nanoTime() - Math.max(pausedAt, lastArrival));
            Duration idle = limit;
            if (idle != null) {
                stop();
                waitFor(idle.minusNanos(time.nanoTime() - lastArrival), idle);
            }
        }
    }

    void stop() {
        if (timer != null) {
            timer.close();
        }
    }

    private void waitFor(Duration wait, Duration idle) {
        timer = time.after(wait, loop, () -> {
            long silent = paused ? 0 : time.nanoTime() - lastArrival;
            if (silent >= idle.toNanos()) {
                expired.accept(idle);
            } else {
                waitFor(idle.minusNanos(silent), idle);
            }
        });
    }
}
