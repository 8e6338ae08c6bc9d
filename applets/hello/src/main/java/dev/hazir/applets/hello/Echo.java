package dev.hazir.applets.hello;

import dev.hazir.applet.loop.WebSocket;
import dev.hazir.applet.port.LineReceiver;
import dev.hazir.applet.port.Peer;

/** Sends back what comes in, and reads no more from a client that does not take its echo. */
final class Echo {

    private Echo() {}

    static void messages(WebSocket socket) {
        socket.onText(text -> {
            socket.send(text);
            pauseUnlessWritable(socket);
        });
        socket.onBinary(bytes -> {
            socket.send(bytes);
            pauseUnlessWritable(socket);
        });
        socket.onWritable(socket::resume);
    }

    static LineReceiver lines(Peer peer) {
        peer.onWritable(peer::resume);
        return line -> {
            peer.send(line);
            if (!peer.writable()) {
                peer.pause();
            }
        };
    }

    private static void pauseUnlessWritable(WebSocket socket) {
        if (!socket.writable()) {
            socket.pause();
        }
    }
}
