package dev.hazir.host.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A failure as a client gets it: problem details (RFC 9457) for programs, a small page for browsers. Of the cause it shows
 * nothing; a failure of the server carries a reference that stands in the log beside the cause.
 *
 * @param status 400 to 599
 * @param title what went wrong, in a few words
 * @param detail a sentence or two on what to do, or empty
 * @param fields further header fields, such as {@code Allow}
 * @param cause for the log alone, or null
 */
public record ErrorAnswer(
        int status,
        String title,
        String detail,
        List<Map.Entry<String, String>> fields,
        @Nullable Throwable cause) {

    private static final Logger log = LoggerFactory.getLogger(ErrorAnswer.class);

    public ErrorAnswer {
        fields = List.copyOf(fields);
    }

    /** A status with its usual title. */
    public static ErrorAnswer of(int status, String detail) {
        return of(status, HttpResponseStatus.valueOf(status).reasonPhrase(), detail);
    }

    /** A status with a title of its own. */
    public static ErrorAnswer of(int status, String title, String detail) {
        return new ErrorAnswer(status, title, detail, List.of(), null);
    }

    /** 500 for a failure inside, which is logged with the reference that the client gets. */
    public static ErrorAnswer failure(Throwable cause) {
        return new ErrorAnswer(
                500,
                "Something went wrong here",
                "The request could not be answered because of a fault on the server. Nothing is wrong with what you sent.",
                List.of(),
                cause);
    }

    /** 503: try again after some seconds. */
    public static ErrorAnswer unavailable(String detail, int retryAfterSeconds) {
        return of(503, detail).with("retry-after", String.valueOf(retryAfterSeconds));
    }

    /** 503: an operator has stopped an applet. */
    public static ErrorAnswer stopped(String applet, String detail, int retryAfterSeconds) {
        return of(503, applet + " is stopped", detail).with("retry-after", String.valueOf(retryAfterSeconds));
    }

    /** The same with one more header field. */
    public ErrorAnswer with(String name, String value) {
        return new ErrorAnswer(
                status,
                title,
                detail,
                Stream.concat(fields.stream(), Stream.of(Map.entry(name, value)))
                        .toList(),
                cause);
    }

    /**
     * Answers an exchange. If its response has already begun, the exchange is aborted, so that the client sees an
     * incomplete answer. Any thread.
     */
    public void to(HttpExchange exchange) {
        String reference = status == 500 || cause != null ? UUID.randomUUID().toString() : "";
        RequestHead request = exchange.request();
        if (!reference.isEmpty()) {
            log.warn("{} {} -> {} {}, reference {}", request.method(), request.path(), status, title, reference, cause);
        }
        if (exchange.committed()) {
            exchange.abort(cause != null ? cause : new IOException(title));
            return;
        }
        Rendered rendered = render(request.headers(), reference);
        ByteBuf content = Unpooled.wrappedBuffer(rendered.text().getBytes(StandardCharsets.UTF_8));
        exchange.ignoreBody();
        exchange.send(
                new ResponseHead(status, rendered.headers(), content.readableBytes()),
                content,
                true,
                SendCallback.NONE);
    }

    /**
     * This answer in the form that a request asks for.
     *
     * @param request the header fields of the request
     * @param reference what stands in the log beside the cause, or empty
     */
    public Rendered render(HttpHeaders request, String reference) {
        boolean page = ErrorPage.preferred(request);
        return new Rendered(headers(page), page ? ErrorPage.html(this, reference, request) : json(reference));
    }

    /** Header fields and content, in UTF-8, of an answer. */
    public record Rendered(HttpHeaders headers, String text) {}

    private HttpHeaders headers(boolean page) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, page ? "text/html; charset=utf-8" : "application/problem+json");
        headers.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        headers.set(HttpHeaderNames.VARY, "accept");
        headers.set("x-content-type-options", "nosniff");
        if (page) {
            headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, ErrorPage.POLICY);
        }
        for (Map.Entry<String, String> field : fields) {
            headers.add(field.getKey(), field.getValue());
        }
        return headers;
    }

    private String json(String reference) {
        StringBuilder json = new StringBuilder(160).append("{\"type\":\"about:blank\",\"title\":");
        quote(json, title).append(",\"status\":").append(status);
        if (!detail.isEmpty()) {
            quote(json.append(",\"detail\":"), detail);
        }
        if (!reference.isEmpty()) {
            quote(json.append(",\"instance\":"), "urn:uuid:" + reference);
        }
        return json.append('}').toString();
    }

    private static StringBuilder quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"');
    }
}
