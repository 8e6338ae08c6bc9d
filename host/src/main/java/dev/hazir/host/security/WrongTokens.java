package dev.hazir.host.security;

import dev.hazir.host.lifecycle.HostTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts wrong tokens, so that somebody who tries many is told to wait. The right token is never affected: nobody can
 * lock an operator out. Safe for use by several threads.
 */
public final class WrongTokens {

    /** So many in {@link #WINDOW} are answered as an honest mistake. */
    static final int TOLERATED = 20;

    static final Duration WINDOW = Duration.ofMinutes(1);

    private final HostTime time;
    private final Deque<Long> recent = new ArrayDeque<>(TOLERATED);

    public WrongTokens(HostTime time) {
        this.time = time;
    }

    /** Notes a wrong token; returns how long to wait before the next one, which is zero at first. */
    public synchronized Duration note() {
        long now = time.nanoTime();
        while (!recent.isEmpty() && now - recent.getFirst() > WINDOW.toNanos()) {
            recent.removeFirst();
        }
        if (recent.size() < TOLERATED) {
            recent.addLast(now);
            return Duration.ZERO;
        }
        return WINDOW.minusNanos(now - recent.getFirst()).plusSeconds(1);
    }
}
