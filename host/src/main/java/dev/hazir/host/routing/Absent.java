package dev.hazir.host.routing;

import java.time.Instant;

/**
 * Why nothing of an applet answers that is installed.
 *
 * @param by the name of the operator who has stopped it; empty when that is not known, {@link #HOST} if it was the host
 */
public record Absent(String by, Instant since) {

    /** The host itself. */
    public static final String HOST = "*";
}
