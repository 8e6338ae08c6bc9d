package dev.hazir.host.applet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a version of an applet ran, or was to run.
 *
 * @param until when it ended; null while it runs, and when nobody knows
 * @param end how it ended, a phrase; empty while it runs
 */
public record Run(String version, Instant from, @Nullable Instant until, String end) {

    /** Whether it runs no more. */
    public boolean over() {
        return !end.isEmpty();
    }

    Run ended(@Nullable Instant at, String how) {
        return new Run(version, from, at, how);
    }
}
