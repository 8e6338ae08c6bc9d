package dev.hazir.applet.port;

/** Serves the connections of a port of lines. Called on the connection's event loop; must not block. */
@FunctionalInterface
public interface LineHandler {

    /**
     * Called when a connection is open; nothing is read before this returns.
     *
     * @return what receives the lines of this connection
     * @throws Exception to close the connection and count a fault of the port
     */
    LineReceiver opened(Peer peer) throws Exception;
}
