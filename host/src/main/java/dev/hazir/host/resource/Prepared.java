package dev.hazir.host.resource;

import dev.hazir.applet.loop.Reply;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.ReadOnlyHttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response that is ready to be sent.
 *
 * @param head with the length of the content, if known
 * @param whole the content, or null when it is {@code content} that gives it
 */
record Prepared(ResponseHead head, @Nullable ByteBuf whole, Reply.Content content) {

    private static final Reply.Content NOTHING = new Reply.Empty();
    private static final HttpHeaders JSON =
            new ReadOnlyHttpHeaders(false, HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);

    /** Prepares a reply; JSON is written here, so that it must be called as guest code. */
    static Prepared of(Reply reply, Guest guest) {
        Reply.Content content = reply.content();
        if (content instanceof Reply.Json json) {
            return whole(reply, Unpooled.wrappedBuffer(guest.json().writeValueAsBytes(json.value())));
        }
        if (content instanceof Reply.Bytes bytes) {
            return whole(reply, Unpooled.wrappedBuffer(bytes.bytes()));
        }
        if (content instanceof Reply.Empty) {
            return whole(reply, Unpooled.EMPTY_BUFFER);
        }
        return new Prepared(head(reply, -1), null, content);
    }

    /** Prepares a value as JSON; must be called as guest code. */
    static Prepared json(Object value, Guest guest) {
        ByteBuf content = Unpooled.wrappedBuffer(guest.json().writeValueAsBytes(value));
        return new Prepared(new ResponseHead(200, JSON, content.readableBytes()), content, NOTHING);
    }

    /** 204. */
    static Prepared nothing() {
        return new Prepared(new ResponseHead(204, EmptyHttpHeaders.INSTANCE, 0), Unpooled.EMPTY_BUFFER, NOTHING);
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
        List<Map.Entry<String, String>> fields = reply.headers();
        CharSequence[] pairs = new CharSequence[2 * fields.size()];
        int used = 0;
        long announced = -1;
        for (int i = 0; i < fields.size(); i++) {
            Map.Entry<String, String> field = fields.get(i);
            String name = field.getKey();
            if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
                announced = parse(field.getValue());
            } else if (!HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name)
                    && !HttpHeaderNames.CONNECTION.contentEqualsIgnoreCase(name)) {
                pairs[used++] = name;
                pairs[used++] = field.getValue();
            }
        }
        // A reply has checked its names and values.
        HttpHeaders headers = new ReadOnlyHttpHeaders(false, used == pairs.length ? pairs : Arrays.copyOf(pairs, used));
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
}
