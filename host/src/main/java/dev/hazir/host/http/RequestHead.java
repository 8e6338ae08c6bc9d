package dev.hazir.host.http;

import io.netty.handler.codec.http.HttpHeaders;

/**
 * The head of a request, already checked: the method is a token, the path is absolute and normalised, there is an
 * authority where the version asks for one.
 *
 * @param method as the client sent it
 * @param target the request target as the client sent it, of any form (RFC 9112, section 3.2)
 * @param path the target's path and what was matched of it
 * @param query the raw query without the question mark, or empty
 * @param version such as {@code HTTP/1.1}
 * @param scheme {@code http} or {@code https}
 * @param authority host and port the client addressed, or empty for HTTP/1.0 without {@code Host}
 * @param headers the header fields
 * @param contentLength the announced length of the body; -1 when it is not announced, 0 when there is none
 * @param receivedNanos {@link System#nanoTime} when the first byte was decoded
 */
public record RequestHead(
        String method,
        String target,
        RequestPath path,
        String query,
        String version,
        String scheme,
        String authority,
        HttpHeaders headers,
        long contentLength,
        long receivedNanos) {

    /** Whether a body follows. */
    public boolean hasBody() {
        return contentLength != 0;
    }
}
