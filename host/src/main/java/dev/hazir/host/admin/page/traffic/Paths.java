package dev.hazir.host.admin.page.traffic;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Names as segments of addresses. */
final class Paths {

    private Paths() {}

    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
