package dev.hazir.applet.port;

import dev.hazir.applet.HandedOver;

/**
 * Goes on with a connection that the version before has served. Called on the connection's event loop; must not block.
 *
 * @param <R> what receives its messages
 */
@FunctionalInterface
public interface Resumption<R> {

    /**
     * Called once for a connection, between two messages: the version before is done with it, and nothing is read before
     * this returns. The other end notices nothing.
     *
     * @param state what the receiver of the version before gave
     * @return what receives the messages from now on
     * @throws Exception to refuse the state: this connection is closed with the reason and counted as a fault of the port
     */
    R resumed(Peer peer, HandedOver state) throws Exception;
}
