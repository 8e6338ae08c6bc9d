package dev.hazir.host.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The head of a response. Connection, transfer coding and, if missing, date are the connection's business.
 *
 * @param status 100 to 599
 * @param headers the header fields, without {@code Content-Length}, {@code Transfer-Encoding} and {@code Connection}
 * @param contentLength the length of the content, or -1 when it is not known (for a response to HEAD: of the content that
 *     GET would give)
 * @param trailers asked for the trailer fields after the content, or null
 */
public record ResponseHead(
        int status,
        HttpHeaders headers,
        long contentLength,
        @Nullable Supplier<HttpHeaders> trailers) {

    public ResponseHead(int status, HttpHeaders headers, long contentLength) {
        this(status, headers, contentLength, null);
    }

    public boolean informational() {
        return status < 200;
    }
}
