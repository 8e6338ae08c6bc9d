package dev.hazir.host.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells requests that a page of another site makes in a visitor's name (cross-site request forgery). Browsers say where a
 * request comes from, by {@code Sec-Fetch-Site} (Fetch Metadata) or at least by {@code Origin} (RFC 6454); programs that
 * are no browsers say neither and carry nobody's cookies.
 */
public final class CrossOrigin {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private CrossOrigin() {}

    /** Whether this is a changing request that a page of another origin has made. */
    public static boolean forged(RequestHead request) {
        if (SAFE.contains(request.method())) {
            return false;
        }
        String site = request.headers().get("sec-fetch-site");
        if (site != null) {
            return !OWN.contains(site.strip().toLowerCase(Locale.ROOT));
        }
        return !sameHost(request.headers().get(HttpHeaderNames.ORIGIN), request.authority());
    }

    private static boolean sameHost(@Nullable String origin, String authority) {
        if (origin == null) {
            return true;
        }
        int host = origin.indexOf("://");
        return host > 0 && withoutDefaultPort(origin.substring(host + 3)).equals(withoutDefaultPort(authority));
    }

    private static String withoutDefaultPort(String authority) {
        return authority.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
    }
}
