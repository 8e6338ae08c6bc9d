package dev.hazir.host.applet;

import dev.hazir.host.operation.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An installed applet as it stands.
 *
 * @param stored what is on disk
 * @param deployment what runs, or null
 * @param reasons why nothing runs; empty while something does
 * @param since when it came into this state
 * @param order counts up with each change of an applet, whatever the clock says
 */
record Installed(
        StoredApplet stored, @Nullable Deployment deployment, List<Problem> reasons, Instant since, long order) {

    Installed {
        reasons = List.copyOf(reasons);
    }

    /** What runs, where it is known that something does. */
    Deployment running() {
        return Objects.requireNonNull(deployment, "nothing runs of the applet");
    }

    boolean runs(String version) {
        return deployment != null && deployment.info().version().equals(version);
    }
}
