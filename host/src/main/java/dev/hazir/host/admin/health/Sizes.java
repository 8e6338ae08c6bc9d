package dev.hazir.host.admin.health;

import java.time.Duration;
import java.util.Locale;

/** How lengths and sizes are written in sentences. */
public final class Sizes {

    private Sizes() {}

    /** {@code 1.84 s} or {@code 3 ms}. */
    public static String length(Duration duration) {
        long millis = duration.toMillis();
        return millis < 1_000 ? millis + " ms" : String.format(Locale.ENGLISH, "%.2f s", millis / 1_000.0);
    }

    /** {@code 28 s} or {@code 340 ms}. */
    public static String roughly(double millis) {
        return millis < 1_000 ? Math.round(millis) + " ms" : Math.round(millis / 1_000) + " s";
    }

    /** {@code 4.1 MB} or {@code 80 kB}. */
    public static String bytes(long bytes) {
        if (bytes < 1_000_000) {
            return bytes / 1_000 + " kB";
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ENGLISH, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ENGLISH, "%.1f GB", bytes / 1e9);
    }
}
