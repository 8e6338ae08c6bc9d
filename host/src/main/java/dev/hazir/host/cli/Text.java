package dev.hazir.host.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Small conversions of text. */
final class Text {

    private static final int STEP = 1_000;
    private static final String UNITS = "kMGT";

    private Text() {}

    /** A word as one segment of a path. */
    static String segment(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A number of bytes as people write it. */
    static String size(JsonNode bytes) {
        double size = bytes.asDouble(0);
        if (size < STEP) {
            return (long) size + " B";
        }
        int unit = -1;
        while (size >= STEP && unit < UNITS.length() - 1) {
            size /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, size < 10 ? "%.1f %sB" : "%.0f %sB", size, UNITS.charAt(unit));
    }

    /** A JSON value as people write it. */
    static String plain(JsonNode value) {
        return value.isString() ? value.asString() : value.isMissingNode() || value.isNull() ? "" : value.toString();
    }
}
