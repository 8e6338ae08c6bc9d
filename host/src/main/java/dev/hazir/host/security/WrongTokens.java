package dev.hazir.host.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

    private final Clock clock;
    private final Deque<Instant> recent = new ArrayDeque<>(TOLERATED);

    public WrongTokens(Clock clock) {
        this.clock = clock;
    }

    /** Notes a wrong token; returns how long to wait before the next one, which is zero at first. */
    public synchronized Duration note() {
        Instant now = clock.instant();
        while (!recent.isEmpty() && recent.getFirst().isBefore(now.minus(WINDOW))) {
            recent.removeFirst();
        }
        if (recent.size() < TOLERATED) {
            recent.addLast(now);
            return Duration.ZERO;
        }
        return Duration.between(now, recent.getFirst().plus(WINDOW)).plusSeconds(1);
    }
}
