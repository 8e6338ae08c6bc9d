package dev.hazir.host.admin.map;

import dev.hazir.host.admin.map.Topology.Figures;
import java.util.Locale;
import java.util.stream.Stream;

/** Which figure the edges show. */
public enum Overlay {
    RATE,
    P95,
    ERRORS,
    QUEUE,
    DROPPED;

    /** As it stands in addresses and message files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of a word; messages per second for any other. */
    public static Overlay of(String word) {
        return Stream.of(values())
                .filter(overlay -> overlay.word().equals(word))
                .findFirst()
                .orElse(RATE);
    }

    String series(Figures figures) {
        return switch (this) {
            case RATE -> figures.rate();
            case P95 -> figures.p95();
            case ERRORS -> figures.errors();
            case QUEUE -> figures.queue();
            case DROPPED -> figures.dropped();
        };
    }

    /** {@code 1 190/s}, {@code 340 ms} or {@code 12}; empty when nothing was measured. */
    String text(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        return switch (this) {
            case RATE, ERRORS, DROPPED -> number(value) + "/s";
            case P95 -> number(value) + " ms";
            case QUEUE -> number(value);
        };
    }

    static String number(double value) {
        if (value >= 10 || value == Math.rint(value)) {
            return String.format(Locale.ENGLISH, "%,d", Math.round(value)).replace(',', '\u202f');
        }
        return String.format(Locale.ENGLISH, value >= 0.095 ? "%.1f" : "%.2f", value);
    }
}
