package dev.hazir.applet.port;

import org.jspecify.annotations.Nullable;

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

    /**
     * How connections of the version before go on here; null when they do not. Asked for at each connection that is
     * handed over.
     */
    default @Nullable Resumption<LineReceiver> resumption() {
        return null;
    }

    /**
     * A handler that also goes on with connections of the version before.
     *
     * @param opened serves new connections
     * @param resumed goes on with connections whose receiver was asked for {@link LineReceiver#handOver}
     */
    static LineHandler of(LineHandler opened, Resumption<LineReceiver> resumed) {
        return new LineHandler() {

            @Override
            public LineReceiver opened(Peer peer) throws Exception {
                return opened.opened(peer);
            }

            @Override
            public Resumption<LineReceiver> resumption() {
                return resumed;
            }
        };
    }
}
