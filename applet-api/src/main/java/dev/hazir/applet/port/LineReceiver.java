package dev.hazir.applet.port;

/** Receives the lines of one connection, on its event loop; must not block. */
@FunctionalInterface
public interface LineReceiver {

    /**
     * Called for each line, without its end.
     *
     * @throws Exception to close the connection after {@link #failed} and count a fault of the port
     */
    void line(String line) throws Exception;

    /**
     * Called when {@link #line} threw or a line was too long, before the connection is closed: the last chance to send
     * something to the peer.
     */
    default void failed(Exception failure) {}

    /** Called once when the connection is closed by either side. */
    default void closed() {}
}
