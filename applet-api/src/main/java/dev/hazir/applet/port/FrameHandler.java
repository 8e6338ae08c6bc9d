package dev.hazir.applet.port;

/** Serves the connections of a port of frames or bytes. Called on the connection's event loop; must not block. */
@FunctionalInterface
public interface FrameHandler {

    /**
     * Called when a connection is open; nothing is read before this returns.
     *
     * @return what receives the frames of this connection
     * @throws Exception to close the connection and count a fault of the port
     */
    FrameReceiver opened(Peer peer) throws Exception;
}
