package dev.hazir.host.resource;

import dev.hazir.applet.loop.Reply;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response that is ready to be sent.
 *
 * @param head with the length of the content, if known
 * @param whole the content, or null when it is {@code content} that gives it
 */
record Prepared(ResponseHead head, @Nullable ByteBuf whole, Reply.Content content) {

    /** Prepares a reply; JSON is written here, so that it must be called as guest code. */
    static Prepared of(Reply reply, Guest guest) {
        Reply.Content content = reply.content();
        if (content instanceof Reply.Json json) {
            return whole(reply, Unpooled.wrappedBuffer(guest.json().writeValueAsBytes(json.value())));
        }
        if (content instanceof Reply.Bytes bytes) {
            return whole(reply, Unpooled.wrappedBuffer(bytes.bytes().duplicate()));
        }
        if (content instanceof Reply.Empty) {
            return whole(reply, Unpooled.EMPTY_BUFFER);
        }
        return new Prepared(head(reply, -1), null, content);
    }

    /** Prepares a value as JSON; must be called as guest code. */
    static Prepared json(Object value, Guest guest) {
        ByteBuf content = Unpooled.wrappedBuffer(guest.json().writeValueAsBytes(value));
        HttpHeaders headers = newHeaders();
        headers.add(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        return new Prepared(new ResponseHead(200, headers, content.readableBytes()), content, new Reply.Empty());
    }

    /** 204. */
    static Prepared nothing() {
        return new Prepared(new ResponseHead(204, newHeaders(), 0), Unpooled.EMPTY_BUFFER, new Reply.Empty());
    }

    void release() {
        if (whole != null) {
            whole.release();
        }
    }

    private static Prepared whole(Reply reply, ByteBuf bytes) {
        return new Prepared(head(reply, bytes.readableBytes()), bytes, reply.content());
    }

    private static ResponseHead head(Reply reply, long length) {
        HttpHeaders headers = newHeaders();
        long announced = -1;
        for (Map.Entry<String, String> field : reply.headers()) {
            String name = field.getKey();
            if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
                announced = parse(field.getValue());
            } else if (!HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name)
                    && !HttpHeaderNames.CONNECTION.contentEqualsIgnoreCase(name)) {
                headers.add(name, field.getValue());
            }
        }
        return new ResponseHead(reply.status(), headers, length >= 0 ? length : announced);
    }

    private static long parse(String length) {
        try {
            long value = Long.parseLong(length);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("content-length: " + length + " (expected: a number of bytes)", e);
        }
        throw new IllegalArgumentException("content-length: " + length + " (expected: not negative)");
    }

    /** A reply has checked its names and values. */
    private static HttpHeaders newHeaders() {
        return DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    }
}
