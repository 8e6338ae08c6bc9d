package dev.hazir.host.front;

import dev.hazir.host.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns one response into the bytes of HTTP/1.1. Used by one thread at a time, whichever sends. Refuses what would put
 * more on the wire than the sender of a header meant.
 */
final class ResponseEncoder {

    private enum Framing {
        /** The status or the method allows no content. */
        NONE,
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    private static final byte[] OK_LINE = "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
    private static final byte[] COLON = {':', ' '};
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = {'0', '\r', '\n'};

    private final boolean head;
    private final boolean oldClient;
    private final HttpDate date;
    private Framing framing = Framing.NONE;
    private long remaining;
    private boolean keepAlive;
    // What the last fields written have among them.
    private boolean dated;
    private boolean upgrading;
    private boolean closing;
    private @Nullable Supplier<HttpHeaders> trailers;

    /**
     * For one response.
     *
     * @param method the request's
     * @param version the request's
     */
    ResponseEncoder(String method, String version, HttpDate date) {
        this.head = method.equals("HEAD");
        this.oldClient = version.equals("HTTP/1.0");
        this.date = date;
    }

    /** Whether only the end of the connection tells the client where the content ends. */
    boolean untilClose() {
        return framing == Framing.UNTIL_CLOSE;
    }

    /** Whether the head that was written lets the connection go on. */
    boolean keepAlive() {
        return keepAlive;
    }

    /** An informational head. */
    HeadBytes informational(ResponseHead response) {
        HeadBytes out = new HeadBytes();
        statusLine(out, response.status());
        fields(out, response.headers(), true);
        return out.put(CRLF);
    }

    /**
     * A final head.
     *
     * @param onlyPart the size of the content if this part is all of it, or -1
     * @param mayGoOn whether the connection may go on; it does not if the head says otherwise, or if the content's length
     *     cannot be told otherwise
     * @throws IllegalArgumentException when a field cannot be sent
     */
    HeadBytes begin(ResponseHead response, int onlyPart, boolean mayGoOn) {
        int status = response.status();
        if (status > 999) {
            throw new IllegalArgumentException("status: " + status + " (expected: 100 to 999)");
        }
        long length = response.contentLength();
        if (length < 0 && onlyPart >= 0 && !head && response.trailers() == null) {
            length = onlyPart;
        }
        boolean empty = status == 204 || status == 304;
        if (empty || head) {
            framing = Framing.NONE;
        } else if (length >= 0) {
            framing = Framing.LENGTH;
            remaining = length;
        } else {
            framing = oldClient ? Framing.UNTIL_CLOSE : Framing.CHUNKED;
            trailers = response.trailers();
        }
        HeadBytes out = new HeadBytes();
        statusLine(out, status);
        dated = false;
        upgrading = false;
        closing = false;
        fields(out, response.headers(), false);
        if (!dated) {
            out.put(date.field());
        }
        if (length > 0 && status != 204 || length == 0 && !empty) {
            out.put(HttpHeaderNames.CONTENT_LENGTH).put(COLON).put(length).put(CRLF);
        } else if (framing == Framing.CHUNKED) {
            ownField(out, HttpHeaderNames.TRANSFER_ENCODING, "chunked");
        }
        keepAlive = mayGoOn && !closing && framing != Framing.UNTIL_CLOSE;
        if (!keepAlive) {
            ownField(out, HttpHeaderNames.CONNECTION, "close");
        } else if (oldClient) {
            ownField(out, HttpHeaderNames.CONNECTION, "keep-alive");
        } else if (upgrading) {
            ownField(out, HttpHeaderNames.CONNECTION, "upgrade");
        }
        return out.put(CRLF);
    }

    /** How many bytes of a part of the content go on the wire. Fewer than given only where there is no content at all. */
    int accept(int bytes, boolean last) {
        if (framing == Framing.NONE) {
            return 0;
        }
        if (framing == Framing.LENGTH) {
            remaining -= bytes;
            if (remaining < 0 || (last && remaining > 0)) {
                throw new IllegalStateException("the response has " + (remaining < 0 ? "more" : "less")
                        + " content than its Content-Length (expected: " + Math.abs(remaining) + " bytes "
                        + (remaining < 0 ? "less)" : "more)"));
            }
        }
        return bytes;
    }

    /** Writes what precedes a part of the content. */
    void beforeContent(ByteBuf out, int bytes) {
        if (framing == Framing.CHUNKED && bytes > 0) {
            ByteBufUtil.writeAscii(out, Integer.toHexString(bytes));
            out.writeBytes(CRLF);
        }
    }

    /** Whether {@link #afterContent} writes anything. */
    boolean closesContent(int bytes, boolean last) {
        return framing == Framing.CHUNKED && (bytes > 0 || last);
    }

    /** Writes what follows a part of the content. */
    void afterContent(ByteBuf out, int bytes, boolean last) {
        if (framing != Framing.CHUNKED) {
            return;
        }
        if (bytes > 0) {
            out.writeBytes(CRLF);
        }
        if (last) {
            out.writeBytes(LAST_CHUNK);
            HttpHeaders fields = trailers == null ? null : trailers.get();
            if (fields != null) {
                HeadBytes trailing = new HeadBytes();
                fields(trailing, fields, false);
                trailing.to(out);
            }
            out.writeBytes(CRLF);
        }
    }

    private static void statusLine(HeadBytes out, int status) {
        if (status == 200) {
            out.put(OK_LINE);
            return;
        }
        out.put("HTTP/1.1 ")
                .put(status)
                .put(' ')
                .put(HttpResponseStatus.valueOf(status).reasonPhrase())
                .put(CRLF);
    }

    private void fields(HeadBytes out, HttpHeaders headers, boolean withConnection) {
        Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = all.next();
            CharSequence name = field.getKey();
            CharSequence value = field.getValue();
            switch (name.length()) {
                case 4 -> dated |= is(name, HttpHeaderNames.DATE);
                case 7 -> upgrading |= is(name, HttpHeaderNames.UPGRADE);
                case 10 -> {
                    if (is(name, HttpHeaderNames.CONNECTION)) {
                        closing = headers.containsValue(name, HttpHeaderValues.CLOSE, true);
                        if (!withConnection) {
                            continue;
                        }
                    } else if (is(name, KEEP_ALIVE)) {
                        continue;
                    }
                }
                case 14 -> {
                    if (is(name, HttpHeaderNames.CONTENT_LENGTH)) {
                        continue;
                    }
                }
                case 17 -> {
                    if (is(name, HttpHeaderNames.TRANSFER_ENCODING)) {
                        continue;
                    }
                }
                default -> {}
            }
            field(out, name, value);
        }
    }

    private static boolean is(CharSequence name, AsciiString known) {
        return known.contentEqualsIgnoreCase(name);
    }

    private static void field(HeadBytes out, CharSequence name, CharSequence value) {
        if (!HttpSyntax.token(name)) {
            throw new IllegalArgumentException("header name: '" + visible(name) + "' (expected: a token)");
        }
        if (!HttpSyntax.fieldValue(value)) {
            throw new IllegalArgumentException(
                    "header " + name + ": '" + visible(value) + "' (expected: no control characters)");
        }
        ownField(out, name, value);
    }

    /** A field that needs no check. */
    private static void ownField(HeadBytes out, CharSequence name, CharSequence value) {
        out.put(name).put(COLON).put(value).put(CRLF);
    }

    private static String visible(CharSequence text) {
        return text.toString().replaceAll("\\p{Cntrl}", "?");
    }
}
