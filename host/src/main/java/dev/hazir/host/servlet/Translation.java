package dev.hazir.host.servlet;

import dev.hazir.host.http.RequestHead;
import dev.hazir.host.http.ResponseHead;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.ReadOnlyHttpHeaders;
import java.util.Arrays;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.jspecify.annotations.Nullable;

/** Heads of requests and responses between the host's types and Jetty's. */
final class Translation {

    private Translation() {}

    /**
     * A request.
     *
     * @param earlier the fields of requests that came before on the same connection
     */
    static MetaData.Request request(RequestHead head, HttpVersion version, EarlierFields earlier) {
        HttpFields fields = whole(head, earlier.fields(head.headers()));
        HttpURI.Mutable uri = HttpURI.build(head.method(), head.target());
        uri.scheme(head.scheme());
        HostPortHttpField host = earlier.host();
        if (host != null && host.getValue().equals(head.authority())) {
            uri.authority(host.getHost(), host.getPort());
        } else if (!head.authority().isEmpty()) {
            uri.authority(head.authority());
        }
        return new MetaData.Request(
                head.receivedNanos(), head.method(), uri.asImmutable(), version, fields, head.contentLength()) {
            @Override
            public boolean is100ContinueExpected() {
                // Whoever reads first makes the connection ask for the body: Jetty must not ask a second time.
                return false;
            }
        };
    }

    /** Of a body that is told by its type alone Jetty would believe that it is there, and that it is broken. */
    private static HttpFields whole(RequestHead head, HttpFields fields) {
        return head.hasBody() || !fields.contains(HttpHeader.CONTENT_TYPE) || fields.contains(HttpHeader.CONTENT_LENGTH)
                ? fields
                : HttpFields.build(fields).add(HttpHeader.CONTENT_LENGTH, "0").asImmutable();
    }

    static HttpFields fields(HttpHeaders headers) {
        return new EarlierFields().fields(headers);
    }

    static ResponseHead response(MetaData.Response response) {
        Supplier<HttpFields> trailers = response.getTrailersSupplier();
        return new ResponseHead(
                response.getStatus(),
                headers(response.getHttpFields()),
                trailers == null ? response.getContentLength() : -1,
                trailers == null ? null : () -> trailers(trailers));
    }

    private static HttpHeaders trailers(Supplier<HttpFields> supplier) {
        HttpFields fields = supplier.get();
        return headers(fields == null ? HttpFields.EMPTY : fields);
    }

    /** Without the fields that say how the message is carried: those are the connection's business. */
    private static HttpHeaders headers(HttpFields fields) {
        CharSequence[] pairs = new CharSequence[2 * fields.size()];
        int used = 0;
        for (HttpField field : fields) {
            HttpHeader known = field.getHeader();
            if (known == null || !carriage(known)) {
                pairs[used++] = known == null ? clean(field.getName()) : field.getName();
                pairs[used++] = clean(field.getValue());
            }
        }
        return new ReadOnlyHttpHeaders(false, used == pairs.length ? pairs : Arrays.copyOf(pairs, used));
    }

    private static boolean carriage(HttpHeader header) {
        return switch (header) {
            case CONTENT_LENGTH, TRANSFER_ENCODING, CONNECTION, KEEP_ALIVE, UPGRADE -> true;
            default -> false;
        };
    }

    /** Without line ends and other controls, by which a guest's careless value could become further fields. */
    private static String clean(@Nullable String text) {
        if (text == null) {
            return "";
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' || c == 127) {
                return text.replaceAll("[\\x00-\\x08\\x0a-\\x1f\\x7f]", " ");
            }
        }
        return text;
    }
}
