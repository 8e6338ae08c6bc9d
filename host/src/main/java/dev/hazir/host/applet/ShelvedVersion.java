package dev.hazir.host.applet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of an applet that is kept on disk.
 *
 * @param current whether it runs when the applet is enabled
 * @param bytes the size of its jar, or -1 when the jar is gone
 * @param digest SHA-256 of its jar when it was installed, in hex
 * @param kept when its jar was kept, or null when the jar is gone
 * @param lastRun when it ran last and how that ended, or null when nobody remembers
 */
public record ShelvedVersion(
        String version,
        boolean current,
        long bytes,
        String digest,
        @Nullable Instant kept,
        @Nullable Run lastRun) {}
