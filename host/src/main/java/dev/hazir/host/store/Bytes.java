package dev.hazir.host.store;

import java.util.Locale;

/** Numbers of bytes in words. */
public final class Bytes {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Bytes() {}

    /** {@code 812 B} or {@code 1.3 kB}, in steps of a thousand. */
    public static String text(double bytes) {
        int unit = 0;
        double size = bytes;
        while (size >= 999.5 && unit < UNITS.length - 1) {
            size /= 1_000;
            unit++;
        }
        return String.format(Locale.ENGLISH, unit > 0 && size < 10 ? "%.1f %s" : "%.0f %s", size, UNITS[unit]);
    }
}
