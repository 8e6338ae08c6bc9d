package dev.hazir.applets.meter;

import dev.hazir.applet.loop.WebSocket;
import dev.hazir.applet.topic.Topic;

/**
 * One open page that is told every reading. A page that cannot keep up is disconnected instead of being queued for
 * without end; it connects again and asks for the whole table. Its state belongs to the connection's event loop.
 */
final class Viewer {

    private static final int MOST_BEHIND = 1_000;
    private static final int TRY_AGAIN_LATER = 1013;

    private final WebSocket socket;
    private int behind;

    private Viewer(WebSocket socket) {
        this.socket = socket;
    }

    static void open(WebSocket socket, Topic<Reading> readings) {
        readings.subscribe(socket, new Viewer(socket)::show);
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
