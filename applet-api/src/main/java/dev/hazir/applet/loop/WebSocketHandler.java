package dev.hazir.applet.loop;

/** Serves websockets of one route. Called on the connection's event loop; must not block. */
@FunctionalInterface
public interface WebSocketHandler {

    /**
     * Called when a websocket is open. Set its receivers here; no message is read before this returns.
     *
     * @throws Exception to close the websocket with 1011
     */
    void opened(WebSocket socket) throws Exception;
}
