package dev.hazir.host.guest;

import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Measures how long tasks wait for one event loop. The watch posts, the loop answers. */
final class LoopLag implements Runnable {

    private static final long WINDOW_NANOS = Duration.ofSeconds(30).toNanos();
    /** A minute of them. */
    private static final int REMEMBERED = 120;

    private final EventExecutor loop;
    private final String name;
    private volatile long posted;
    private volatile long last;
    private long windowStart = System.nanoTime();
    private long worstNow;
    private long worstBefore;
    private long peak;
    private final long[] lags = new long[REMEMBERED];
    private int measured;

    LoopLag(EventExecutor loop, String name) {
        this.loop = loop;
        this.name = name;
    }

    /** Posts a task unless the one before has not had its turn yet. */
    void measure() {
        if (posted == 0 && !loop.isShuttingDown()) {
            posted = System.nanoTime();
            loop.execute(this);
        }
    }

    @Override
    public void run() {
        long lag = System.nanoTime() - posted;
        last = lag;
        posted = 0;
        note(lag);
        synchronized (this) {
            peak = Math.max(peak, lag);
            lags[measured++ % REMEMBERED] = lag;
        }
    }

    /** Runs a task when the loop has done what waits for it now, messages on its connections included. */
    void caughtUp(Runnable task) {
        try {
            loop.execute(() -> loop.schedule(task, 1, TimeUnit.MILLISECONDS));
        } catch (RejectedExecutionException e) {
            task.run(); // the loop has ended with the host
        }
    }

    LoopState state() {
        long since = posted;
        long lag = since == 0 ? last : Math.max(last, System.nanoTime() - since);
        long[] sorted = sorted();
        return new LoopState(
                name,
                Duration.ofNanos(lag),
                Duration.ofNanos(note(lag)),
                Duration.ofNanos(exceededByLessThan(0.5, sorted)),
                Duration.ofNanos(exceededByLessThan(0.01, sorted)),
                waiting());
    }

    /** The longest wait since this was asked last, one that goes on included. */
    synchronized Duration peak() {
        long since = posted;
        long longest = since == 0 ? peak : Math.max(peak, System.nanoTime() - since);
        peak = 0;
        return Duration.ofNanos(longest);
    }

    String name() {
        return name;
    }

    private synchronized long[] sorted() {
        long[] copy = Arrays.copyOf(lags, Math.min(measured, REMEMBERED));
        Arrays.sort(copy);
        return copy;
    }

    private static long exceededByLessThan(double share, long[] sorted) {
        return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1) * (1 - share))];
    }

    int waiting() {
        return loop instanceof SingleThreadEventLoop own ? own.pendingTasks() : 0;
    }

    private synchronized long note(long lag) {
        long now = System.nanoTime();
        if (now - windowStart > WINDOW_NANOS) {
            worstBefore = now - windowStart > 2 * WINDOW_NANOS ? 0 : worstNow;
            worstNow = 0;
            windowStart = now;
        }
        worstNow = Math.max(worstNow, lag);
        return Math.max(worstNow, worstBefore);
    }
}
