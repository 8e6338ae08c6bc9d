package dev.hazir.host.applet;

import dev.hazir.host.operation.Problem;
import java.time.Instant;
import java.util.List;

/**
 * A jar that was refused or did not start.
 *
 * @param key the applet's id, or the file's name when the id could not be read
 * @param version what it claims, or empty
 */
record Refused(String key, String version, List<Problem> reasons, Instant since) {

    Refused {
        reasons = List.copyOf(reasons);
    }

    String sentence() {
        return String.join(" ", reasons.stream().map(Problem::what).toList());
    }
}
