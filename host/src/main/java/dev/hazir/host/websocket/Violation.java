package dev.hazir.host.websocket;

import dev.hazir.applet.loop.WebSocket.Close;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;

/** Which close code a fault of the other side gets. */
final class Violation {

    private Violation() {}

    static Close of(Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException frame) {
            return new Close(frame.closeStatus().code(), Reason.cut(frame.getMessage()));
        }
        if (cause instanceof DecompressionException inflating) {
            // What cannot be inflated has a cause; without one the limit was reached.
            return inflating.getCause() == null
                    ? new Close(1009, "a message is too large when inflated")
                    : new Close(1007, "a message cannot be inflated");
        }
        return cause instanceof CodecException ? new Close(1007, "a message cannot be read") : new Close(1011, "");
    }
}
