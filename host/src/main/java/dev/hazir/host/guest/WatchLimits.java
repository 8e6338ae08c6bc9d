package dev.hazir.host.guest;

import java.time.Duration;

/**
 * When the watch over the event loops speaks up.
 *
 * @param look how often it looks
 * @param note how long a call may take before it is reported
 * @param log from when on a report is logged
 * @param problem from when on it is a problem, told while the call still runs
 * @param lag how often the lag of each loop is measured
 */
public record WatchLimits(Duration look, Duration note, Duration log, Duration problem, Duration lag) {

    /** What a host in production uses. */
    public static final WatchLimits DEFAULT = new WatchLimits(
            Duration.ofMillis(10),
            Duration.ofMillis(50),
            Duration.ofMillis(200),
            Duration.ofSeconds(1),
            Duration.ofMillis(500));

    public WatchLimits {
        if (look.isNegative() || look.isZero() || note.compareTo(log) > 0 || log.compareTo(problem) > 0) {
            throw new IllegalArgumentException("limits of the loop watch: " + look + ", " + note + ", " + log + ", "
                    + problem + " (expected: a positive look, and note <= log <= problem)");
        }
    }

    /** The same limits with an earlier or later first notice. */
    public WatchLimits withNote(Duration earliest) {
        return new WatchLimits(look, earliest, log, problem, lag);
    }
}
