package dev.hazir.host.metrics;

import dev.hazir.applet.Registration;
import dev.hazir.host.lifecycle.HostTime;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a measurement at each full second, on the timer's thread: not on workers, because they may all be busy, which is when
 * the figures are wanted most. What it asks must not block.
 */
public final class Sampler implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Sampler.class);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final HostTime time;
    private final History history;
    private final Consumer<Figures> source;
    private final long began;
    private boolean failed;
    private boolean closed;
    private @Nullable Registration next;

    public Sampler(HostTime time, History history, Consumer<Figures> source) {
        this.time = time;
        this.history = history;
        this.source = source;
        this.began = time.nanoTime();
    }

    /** Begins. */
    public synchronized void start() {
        if (!closed && next == null) {
            waitForTheNextSecond();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.close();
        }
    }

    private void take() {
        try {
            history.take(source);
            failed = false;
        } catch (RuntimeException e) {
            if (!failed) {
                failed = true;
                log.warn("a measurement failed; the next ones are tried in silence", e);
            }
        }
        synchronized (this) {
            if (!closed) {
                waitForTheNextSecond();
            }
        }
    }

    private void waitForTheNextSecond() {
        long left = SECOND - (time.nanoTime() - began) % SECOND;
        next = time.after(Duration.ofNanos(left), Runnable::run, this::take);
    }
}
