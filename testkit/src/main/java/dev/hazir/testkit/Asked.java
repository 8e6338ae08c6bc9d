package dev.hazir.testkit;

import java.net.URI;

/** What was asked. */
record Asked(String method, URI address) {

    /** As in a request line: {@code GET /res/meter/next?after=3}. */
    @Override
    public String toString() {
        String query = address.getRawQuery();
        return method + " " + address.getRawPath() + (query == null ? "" : "?" + query);
    }
}
