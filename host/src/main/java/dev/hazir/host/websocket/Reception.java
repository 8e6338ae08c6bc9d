package dev.hazir.host.websocket;

import dev.hazir.host.guest.Delivery;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives a guest what the client sends: whole messages, one after the other. One that the guest cannot cope with ends the
 * websocket. Belongs to the event loop.
 */
final class Reception {

    private final HostedSocket socket;
    private final Fragments fragments = new Fragments();
    private final Delivery delivery;

    Reception(HostedSocket socket) {
        this.socket = socket;
        this.delivery = new Delivery(socket::follow);
    }

    /** Sets how many bytes a message may have, from the next frame on. */
    void limit(int bytes) {
        fragments.limit(bytes);
    }

    /** Whether a worker has a message, because the route was moved off the event loops. */
    boolean busy() {
        return delivery.underWay();
    }

    /** Does something between two messages. */
    void between(Runnable step) {
        delivery.between(step);
    }

    /**
     * Takes a frame, which stays the caller's.
     *
     * @param attached who hears it, or null
     */
    void take(WebSocketFrame frame, @Nullable GuestSocket attached) {
        if (frame instanceof PingWebSocketFrame) {
            socket.send(new PongWebSocketFrame(Unpooled.copiedBuffer(frame.content())));
        } else if (attached == null) {
            return;
        } else if (frame instanceof PongWebSocketFrame) {
            ended(attached.receivedPong(copy(frame.content())));
        } else if (fragments.exceed(frame)) {
            socket.fail(1009, "a message is too large");
        } else {
            ByteBuf message = fragments.add(frame);
            if (message != null) {
                give(message, attached);
            }
        }
    }

    private void give(ByteBuf message, GuestSocket attached) {
        if (fragments.text()) {
            String text = message.toString(StandardCharsets.UTF_8);
            give(attached, () -> attached.received(text));
        } else {
            ByteBuffer bytes = copy(message);
            give(attached, () -> attached.received(bytes));
        }
    }

    /** At once, or on a worker when the route was moved off the event loops: nothing is read then until it is through. */
    private void give(GuestSocket attached, Supplier<Boolean> message) {
        if (attached.turn().moved()) {
            delivery.give(attached.turn(), message, this::ended);
            socket.follow();
        } else {
            ended(message.get());
        }
    }

    private void ended(boolean coped) {
        if (!coped) {
            socket.fail(1011, "the applet failed");
        }
    }

    private static ByteBuffer copy(ByteBuf content) {
        byte[] bytes = new byte[content.readableBytes()];
        content.readBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
