package dev.hazir.host.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A failure as a client gets it: problem details (RFC 9457) for programs, a small page for people. Of the cause it shows
 * nothing, unless the host is a developer's; {@link Failures} gives it a reference that stands in the log.
 *
 * @param status 400 to 599
 * @param title what went wrong, in a few words
 * @param detail a sentence or two on what to do, or empty
 * @param fields further header fields, such as {@code Allow}
 * @param cause for the log, or null
 * @param topic where the message files have words for people, instead of title and detail; or empty
 * @param arguments of those words: texts and {@link ZonedDateTime}s
 * @param reference under which it stands in the log already, or empty
 */
public record ErrorAnswer(
        int status,
        String title,
        String detail,
        List<Map.Entry<String, String>> fields,
        @Nullable Throwable cause,
        String topic,
        List<Object> arguments,
        String reference) {

    public ErrorAnswer {
        fields = List.copyOf(fields);
        arguments = List.copyOf(arguments);
    }

    /** A status with its usual title. */
    public static ErrorAnswer of(int status, String detail) {
        return of(status, HttpResponseStatus.valueOf(status).reasonPhrase(), detail);
    }

    /** A status with a title of its own. */
    public static ErrorAnswer of(int status, String title, String detail) {
        return new ErrorAnswer(status, title, detail, List.of(), null, "", List.of(), "");
    }

    /** A status that the message files have words for. Programs are told the same, in English. */
    public static ErrorAnswer about(int status, String topic, Object... arguments) {
        ErrorAnswer bare = of(status, "").about(topic, List.of(arguments));
        return bare.saying(bare.title, ErrorText.english().why(bare));
    }

    /** 500 for a failure inside, which is logged with the reference that the client gets. */
    public static ErrorAnswer failure(Throwable cause) {
        return failed(about(500, "fault"), cause);
    }

    /** 500 for a failure of an applet. */
    public static ErrorAnswer failure(String applet, Throwable cause) {
        return failed(about(500, "guest-fault", applet), cause);
    }

    /** 503: try again after some seconds. */
    public static ErrorAnswer unavailable(String detail, int retryAfterSeconds) {
        return of(503, detail).retry(retryAfterSeconds);
    }

    /** 503: all who could answer are busy. */
    public static ErrorAnswer busy() {
        return about(503, "busy").retry(1);
    }

    /** The same, to be tried again after some seconds. */
    public ErrorAnswer retry(int seconds) {
        return with("retry-after", String.valueOf(seconds));
    }

    /** The same with one more header field. */
    public ErrorAnswer with(String name, String value) {
        List<Map.Entry<String, String>> more = Stream.concat(fields.stream(), Stream.of(Map.entry(name, value)))
                .toList();
        return new ErrorAnswer(status, title, detail, more, cause, topic, arguments, reference);
    }

    /** The same, which stands in the log already. */
    public ErrorAnswer written(String under) {
        return new ErrorAnswer(status, title, detail, fields, cause, topic, arguments, under);
    }

    private ErrorAnswer about(String newTopic, List<Object> newArguments) {
        return new ErrorAnswer(status, title, detail, fields, cause, newTopic, newArguments, reference);
    }

    private ErrorAnswer saying(String newTitle, String newDetail) {
        return new ErrorAnswer(status, newTitle, newDetail, fields, cause, topic, arguments, reference);
    }

    private static ErrorAnswer failed(ErrorAnswer told, Throwable cause) {
        String title = ErrorText.english().title(told);
        return new ErrorAnswer(told.status, title, told.detail, told.fields, cause, told.topic, told.arguments, "");
    }

    /**
     * Answers an exchange. If its response has already begun, the exchange is aborted, so that the client sees an
     * incomplete answer. Any thread.
     */
    public void to(HttpExchange exchange) {
        RequestHead request = exchange.request();
        Failures failures = exchange.connection().failures();
        String known = failures.write(this, request.method(), request.path(), request.headers());
        if (exchange.committed()) {
            exchange.abort(cause != null ? cause : new IOException(title));
            return;
        }
        Rendered rendered = written(known).render(Asked.of(request), failures);
        ByteBuf content = Unpooled.wrappedBuffer(rendered.text().getBytes(StandardCharsets.UTF_8));
        exchange.ignoreBody();
        exchange.send(
                new ResponseHead(status, rendered.headers(), content.readableBytes()),
                content,
                true,
                SendCallback.NONE);
    }

    /**
     * What was asked for.
     *
     * @param target path and query as they were sent
     * @param headers the header fields of the request, as far as they matter for pages
     */
    public record Asked(String method, String target, HttpHeaders headers) {

        static Asked of(RequestHead request) {
            return new Asked(request.method(), request.target(), request.headers());
        }
    }

    /** This answer in the form that a request asks for. */
    public Rendered render(Asked asked, Failures failures) {
        boolean page = ErrorPage.preferred(asked.headers());
        return new Rendered(headers(page), page ? ErrorPage.html(this, asked, failures) : json());
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

    private String json() {
        StringBuilder json = new StringBuilder(160).append("{\"type\":\"about:blank\",\"title\":");
        quote(json, title).append(",\"status\":").append(status);
        if (!detail.isEmpty()) {
            quote(json.append(",\"detail\":"), detail);
        }
        if (!reference.isEmpty()) {
            quote(json.append(",\"reference\":"), reference);
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
