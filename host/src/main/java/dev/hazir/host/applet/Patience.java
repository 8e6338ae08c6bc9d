package dev.hazir.host.applet;

import java.time.Duration;

/**
 * How long what a deployment holds may go on when it is ended.
 *
 * @param requests open requests
 * @param others connections, websockets, event streams and blocking work
 * @param timers timers that have yet to run once
 */
record Patience(Duration requests, Duration others, Duration timers) {

    private static final Duration NOBODY_TO_SERVE = Duration.ofSeconds(3);

    /** For a deployment that is replaced: everything may go on until the deadline. */
    static Patience replaced(Duration deadline) {
        return new Patience(deadline, deadline, deadline);
    }

    /** For a deployment that just ends: nobody will serve its connections again, so they are closed soon. */
    static Patience ended(Duration deadline) {
        return new Patience(deadline, least(deadline, NOBODY_TO_SERVE), Duration.ZERO);
    }

    static Duration least(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
