package dev.hazir.applet.loop;

import dev.hazir.applet.HandedOver;

/** Goes on with a websocket that the version before has served. Called on the connection's event loop; must not block. */
@FunctionalInterface
public interface WebSocketResumption {

    /**
     * Called once for a websocket, between two messages: the version before is done with it. Set the receivers here; no
     * message is read before this returns. The client notices nothing.
     *
     * @param state what was given to {@link WebSocket#onHandOver} in the version before
     * @throws Exception to refuse the state: this websocket is closed with 1012 and the reason
     */
    void resumed(WebSocket socket, HandedOver state) throws Exception;
}
