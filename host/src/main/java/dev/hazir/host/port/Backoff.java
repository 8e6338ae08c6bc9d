package dev.hazir.host.port;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubled after each failure, less up to 20 % of chance, so that many who lost
 * the same peer do not come back all at once.
 */
record Backoff(Duration first, Duration most) {

    private static final double CHANCE = 0.2;
    private static final int MOST_DOUBLINGS = 30;

    /** The pause after this many failures in a row. */
    Duration pause(int failures, RandomGenerator random) {
        long full = most.toMillis();
        long wanted = first.toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
        if (wanted > 0 && wanted < full) {
            full = wanted;
        }
        return Duration.ofMillis((long) (full * (1 - CHANCE * random.nextDouble())));
    }
}
