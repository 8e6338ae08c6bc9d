package dev.hazir.applet.loop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;

/**
 * An answer to a request: status, headers and content. Immutable; the {@code with} methods give a changed copy.
 *
 * @see ResourceHandler
 */
public final class Reply {

    /** What an answer carries. */
    public sealed interface Content permits Empty, Bytes, Json, Stream, Events {}

    /** No content. */
    public record Empty() implements Content {}

    /** Content that is whole in memory; the buffer must not be changed after it was given. */
    public record Bytes(ByteBuffer bytes) implements Content {}

    /** A value that the host writes as JSON. */
    public record Json(Object value) implements Content {}

    /**
     * Content that is streamed with back-pressure: the host requests buffers as the client takes them; a buffer that was
     * given must not be changed afterwards. A publisher that fails after the head was sent makes the host cut the connection, so that the client sees the truncation.
     */
    public record Stream(Flow.Publisher<ByteBuffer> publisher) implements Content {}

    /** Server-sent events (HTML standard, section 9.2). */
    public record Events(EventHandler handler) implements Content {}

    private static final boolean[] TOKEN = token();

    private final int status;
    private final List<Map.Entry<String, String>> headers;
    private final Content content;

    /** With a list that nobody changes. */
    private Reply(int status, List<Map.Entry<String, String>> headers, Content content) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status: " + status + " (expected: 200 to 599)");
        }
        this.status = status;
        this.headers = headers;
        this.content = content;
    }

    /** An answer without content. */
    public static Reply status(int status) {
        return new Reply(status, List.of(), new Empty());
    }

    /** 200 with plain text in UTF-8. */
    public static Reply text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8), "text/plain; charset=utf-8");
    }

    /** 200 with an HTML page in UTF-8. */
    public static Reply html(String html) {
        return bytes(html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8");
    }

    /** 200 with a value as JSON: records, collections, maps, strings, numbers, dates. */
    public static Reply json(Object value) {
        return new Reply(200, List.of(Map.entry("content-type", "application/json")), new Json(value));
    }

    /** 200 with bytes; the array must not be changed afterwards. */
    public static Reply bytes(byte[] bytes, String contentType) {
        return new Reply(
                200, Collections.singletonList(header("content-type", contentType)), new Bytes(ByteBuffer.wrap(bytes)));
    }

    /** 200 with streamed content. Without a {@code Content-Length} header it is sent chunked. */
    public static Reply stream(String contentType, Flow.Publisher<ByteBuffer> publisher) {
        return new Reply(200, Collections.singletonList(header("content-type", contentType)), new Stream(publisher));
    }

    /** 200 with server-sent events; the handler is called on the request's event loop when the head is sent. */
    public static Reply events(EventHandler handler) {
        return new Reply(
                200,
                List.of(Map.entry("content-type", "text/event-stream"), Map.entry("cache-control", "no-store")),
                new Events(handler));
    }

    /** 303 to another address. */
    public static Reply redirect(String location) {
        return status(303).withHeader("location", location);
    }

    /** The same answer with another status. */
    public Reply withStatus(int status) {
        return new Reply(status, headers, content);
    }

    /**
     * The same answer with this header, in place of headers of the same name.
     *
     * @throws IllegalArgumentException for a name that is no token or a value with control characters
     */
    public Reply withHeader(String name, String value) {
        List<Map.Entry<String, String>> changed = new ArrayList<>(headers);
        changed.removeIf(header -> header.getKey().equalsIgnoreCase(name));
        changed.add(header(name, value));
        return new Reply(status, Collections.unmodifiableList(changed), content);
    }

    /** The same answer with this header beside headers of the same name, as {@code Set-Cookie} needs it. */
    public Reply addHeader(String name, String value) {
        List<Map.Entry<String, String>> changed = new ArrayList<>(headers);
        changed.add(header(name, value));
        return new Reply(status, Collections.unmodifiableList(changed), content);
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The headers in order. */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /** The content. */
    public Content content() {
        return content;
    }

    @Override
    public String toString() {
        return status + " " + content.getClass().getSimpleName();
    }

    private static Map.Entry<String, String> header(String name, String value) {
        if (!token(name)) {
            throw new IllegalArgumentException("header name: '" + name + "' (expected: a token of RFC 9110)");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 127) {
                throw new IllegalArgumentException("value of header " + name + " contains a control character");
            }
        }
        return Map.entry(name, value);
    }

    private static boolean token(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= TOKEN.length || !TOKEN[c]) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** The characters of names of headers (RFC 9110, section 5.6.2). */
    private static boolean[] token() {
        boolean[] allowed = new boolean[127];
        for (char c = '!'; c < allowed.length; c++) {
            allowed[c] = "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }
        return allowed;
    }
}
