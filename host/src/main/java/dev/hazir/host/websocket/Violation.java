package dev.hazir.host.websocket;

import dev.hazir.applet.loop.WebSocket.Close;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import org.jspecify.annotations.Nullable;

/** Which close code a fault of the other side gets. */
final class Violation {

    private static final int MAX_REASON = 123;

    private Violation() {}

    static Close of(Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException frame) {
            return new Close(frame.closeStatus().code(), reason(frame.getMessage()));
        }
        if (cause instanceof DecompressionException inflating) {
            // What cannot be inflated has a cause; without one the limit was reached.
            return inflating.getCause() == null
                    ? new Close(1009, "a message is too large when inflated")
                    : new Close(1007, "a message cannot be inflated");
        }
        return cause instanceof CodecException ? new Close(1007, "a message cannot be read") : new Close(1011, "");
    }

    private static String reason(@Nullable String message) {
        String text = message == null ? "" : message;
        return text.length() > MAX_REASON ? text.substring(0, MAX_REASON) : text;
    }
}
