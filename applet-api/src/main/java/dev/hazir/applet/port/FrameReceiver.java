package dev.hazir.applet.port;

import java.nio.ByteBuffer;

/** Receives the frames or bytes of one connection, on its event loop; must not block. */
@FunctionalInterface
public interface FrameReceiver {

    /**
     * Called for each frame, without its delimiter or length field; the buffer belongs to the receiver.
     *
     * @throws Exception to close the connection after {@link #failed} and count a fault of the port
     */
    void frame(ByteBuffer frame) throws Exception;

    /**
     * Called when {@link #frame} threw or a frame was too long, before the connection is closed: the last chance to send
     * something to the peer.
     */
    default void failed(Exception failure) {}

    /** Called once when the connection is closed by either side. */
    default void closed() {}
}
