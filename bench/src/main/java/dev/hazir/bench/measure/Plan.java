package dev.hazir.bench.measure;

import java.nio.file.Path;

/**
 * How much is measured.
 *
 * @param script what starts Hazir
 * @param hello the jar of the applet hello, likewise {@code meter}
 * @param rounds how often each candidate has its turn
 * @param seconds how long a turn is
 * @param warmUpSeconds how long a candidate is loaded before it counts
 */
public record Plan(Path script, Path hello, Path meter, int rounds, double seconds, double warmUpSeconds) {

    /** Says what is going on. */
    void progress(String what) {
        System.err.println("  " + what);
    }
}
