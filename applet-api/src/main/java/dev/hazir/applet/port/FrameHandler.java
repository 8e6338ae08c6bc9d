package dev.hazir.applet.port;

import org.jspecify.annotations.Nullable;

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

    /**
     * How connections of the version before go on here; null when they do not. Asked for at each connection that is
     * handed over.
     */
    default @Nullable Resumption<FrameReceiver> resumption() {
        return null;
    }

    /**
     * A handler that also goes on with connections of the version before.
     *
     * @param opened serves new connections
     * @param resumed goes on with connections whose receiver was asked for {@link FrameReceiver#handOver}
     */
    static FrameHandler of(FrameHandler opened, Resumption<FrameReceiver> resumed) {
        return new FrameHandler() {

            @Override
            public FrameReceiver opened(Peer peer) throws Exception {
                return opened.opened(peer);
            }

            @Override
            public Resumption<FrameReceiver> resumption() {
                return resumed;
            }
        };
    }
}
