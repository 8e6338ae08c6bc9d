package dev.hazir.host.security;

import dev.hazir.host.lifecycle.HostTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes those wait who guess. The first wrong tries are honest mistakes; each one more doubles the pause. Nothing is known
 * of who was not heard of for an hour. Safe for use by several threads.
 */
final class Throttle {

    static final int FREE = 5;
    static final Duration FORGOTTEN = Duration.ofHours(1);

    private static final int MOST = 10_000;
    private static final int STEEPEST = 20;

    private final HostTime time;
    private final Duration longest;
    private final Map<String, Tries> wrong = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tries> eldest) {
            return size() > MOST;
        }
    };

    private record Tries(int count, long last) {}

    /** @param longest no pause is longer */
    Throttle(HostTime time, Duration longest) {
        this.time = time;
        this.longest = longest;
    }

    /** How long to wait before the next try; zero to try at once. */
    synchronized Duration pause(String who) {
        Tries tries = wrong.get(who);
        if (tries == null) {
            return Duration.ZERO;
        }
        Duration since = Duration.ofNanos(time.nanoTime() - tries.last());
        if (since.compareTo(FORGOTTEN) > 0) {
            wrong.remove(who);
            return Duration.ZERO;
        }
        Duration left = after(tries.count()).minus(since);
        return left.isNegative() ? Duration.ZERO : left;
    }

    synchronized void wrong(String who) {
        Tries tries = wrong.get(who);
        wrong.put(who, new Tries(tries == null ? 1 : tries.count() + 1, time.nanoTime()));
    }

    synchronized void right(String who) {
        wrong.remove(who);
    }

    private Duration after(int count) {
        if (count < FREE) {
            return Duration.ZERO;
        }
        Duration pause = Duration.ofSeconds(1L << Math.min(STEEPEST, count - FREE));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }
}
