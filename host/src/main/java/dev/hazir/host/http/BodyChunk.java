package dev.hazir.host.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A part of a request's body. Whoever got it releases its content.
 *
 * @param content the bytes; may be empty
 * @param last whether the body ends with it
 * @param trailers the trailer fields, with the last chunk only
 * @param failure why the body ended early, with the last chunk only
 */
public record BodyChunk(
        ByteBuf content,
        boolean last,
        HttpHeaders trailers,
        @Nullable Throwable failure) {

    /** The end of a body without further bytes. */
    public static final BodyChunk END = new BodyChunk(Unpooled.EMPTY_BUFFER, true, EmptyHttpHeaders.INSTANCE, null);

    /** Bytes with more to come. */
    public static BodyChunk of(ByteBuf content) {
        return new BodyChunk(content, false, EmptyHttpHeaders.INSTANCE, null);
    }

    /** A body that broke off. */
    public static BodyChunk failed(Throwable failure) {
        return new BodyChunk(Unpooled.EMPTY_BUFFER, true, EmptyHttpHeaders.INSTANCE, failure);
    }

    public void release() {
        content.release();
    }
}
