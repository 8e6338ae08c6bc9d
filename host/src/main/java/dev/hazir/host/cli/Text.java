package dev.hazir.host.cli;

import dev.hazir.host.store.Bytes;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** Small conversions of text. */
final class Text {

    private Text() {}

    /** A word as one segment of a path. */
    static String segment(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A number of bytes as people write it. */
    static String size(JsonNode bytes) {
        return Bytes.text(bytes.asDouble(0));
    }

    /** A JSON value as people write it. */
    static String plain(JsonNode value) {
        return value.isString() ? value.asString() : value.isMissingNode() || value.isNull() ? "" : value.toString();
    }
}
