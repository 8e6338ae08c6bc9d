package dev.hazir.host.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/** Puts the fragments of a message together. Belongs to the event loop. */
final class Fragments {

    private int maxMessage;
    private @Nullable ByteBuf partial;
    private boolean text;

    /** Sets how many bytes a message may have, from the next frame on. */
    void limit(int bytes) {
        maxMessage = bytes;
    }

    /** Whether the message would become too large with this frame. */
    boolean exceed(WebSocketFrame frame) {
        long before = partial == null ? 0 : partial.readableBytes();
        return before + frame.content().readableBytes() > maxMessage;
    }

    /** Adds a frame; gives the message when it is whole. The caller keeps the frame and what is given. */
    @Nullable
    ByteBuf add(WebSocketFrame frame) {
        ByteBuf content = frame.content();
        ByteBuf message = partial;
        if (message == null) {
            text = frame instanceof TextWebSocketFrame;
            if (frame.isFinalFragment()) {
                return content;
            }
            message = Unpooled.buffer(content.readableBytes());
        }
        message.writeBytes(content);
        partial = frame.isFinalFragment() ? null : message;
        return frame.isFinalFragment() ? message : null;
    }

    /** Whether the message that was given last is a text. */
    boolean text() {
        return text;
    }
}
