package dev.hazir.applet.loop;

import org.jspecify.annotations.Nullable;

/** Serves websockets of one route. Called on the connection's event loop; must not block. */
@FunctionalInterface
public interface WebSocketHandler {

    /**
     * Called when a websocket is open. Set its receivers here; no message is read before this returns.
     *
     * @throws Exception to close the websocket with 1011
     */
    void opened(WebSocket socket) throws Exception;

    /** How websockets of the version before go on here; null when they do not. Asked for at each that is handed over. */
    default @Nullable WebSocketResumption resumption() {
        return null;
    }

    /**
     * A handler that also goes on with websockets of the version before.
     *
     * @param opened serves new websockets
     * @param resumed goes on with websockets for which {@link WebSocket#onHandOver} was set
     */
    static WebSocketHandler of(WebSocketHandler opened, WebSocketResumption resumed) {
        return new WebSocketHandler() {

            @Override
            public void opened(WebSocket socket) throws Exception {
                opened.opened(socket);
            }

            @Override
            public WebSocketResumption resumption() {
                return resumed;
            }
        };
    }
}
