package dev.hazir.host.routing;

import java.time.Instant;

/**
 * Why nothing of an applet answers that is installed.
 *
 * @param byHost whether the host has stopped it, and no operator
 */
public record Absent(boolean byHost, Instant since) {}
