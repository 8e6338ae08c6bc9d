package dev.hazir.applets.meter;

import dev.hazir.applet.loop.WebSocket;
import dev.hazir.applet.loop.WebSocketHandler;
import dev.hazir.applet.topic.Topic;

/**
 * One open page that is told every reading, by whatever version of this applet is live. A page that cannot keep up is
 * disconnected instead of being queued for without end; it connects again and asks for the whole table. Its state belongs
 * to the connection's event loop.
 */
final class Viewer {

    private static final int MOST_BEHIND = 1_000;
    private static final int TRY_AGAIN_LATER = 1013;

    /** What the next version must know of an open page. */
    record Standing(int behind) {}

    private final WebSocket socket;
    private int behind;

    private Viewer(WebSocket socket, int behind) {
        this.socket = socket;
        this.behind = behind;
    }

    static WebSocketHandler of(Topic<Reading> readings) {
        return WebSocketHandler.of(
                socket -> new Viewer(socket, 0).watch(readings),
                (socket, before) -> new Viewer(socket, before.as(Standing.class).behind()).watch(readings));
    }

    private void watch(Topic<Reading> readings) {
        socket.onHandOver(() -> new Standing(behind));
        readings.subscribe(socket, this::show);
    }

    private void show(Reading reading) {
        behind = socket.writable() ? 0 : behind + 1;
        if (behind > MOST_BEHIND) {
            socket.close(TRY_AGAIN_LATER, "this page is too slow for the readings");
            return;
        }
        socket.sendJson(reading);
    }
}
