package dev.hazir.host.applet;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.AtUpgrade;
import dev.hazir.applet.loop.Loop;
import dev.hazir.applet.loop.Reply;
import dev.hazir.applet.loop.WebSocket;
import dev.hazir.applet.loop.WebSocketHandler;
import dev.hazir.applet.port.LineHandler;
import dev.hazir.applet.port.LineReceiver;
import dev.hazir.applet.port.Peer;
import java.util.concurrent.CompletableFuture;

/** Two versions between which what is open goes all the ways that an upgrade knows. Each answers with its version. */
final class OpenEnds {

    private OpenEnds() {}

    /** The version before: some of what it serves it hands over. */
    public static final class Earlier implements Applet {

        @Override
        public void setup(AppletContext app) {
            String version = app.info().version();
            Loop loop = app.loop();
            WebSocketHandler giving = socket -> {
                answer(version, socket);
                socket.onHandOver(() -> "state");
            };
            loop.websocket("/over", giving);
            loop.websocket("/mute", socket -> answer(version, socket));
            loop.websocket("/late", giving).atUpgrade(AtUpgrade.FINISH);
            loop.websocket("/gone", giving);
            loop.websocket("/longer", giving).atUpgrade(AtUpgrade.FINISH);
            LineHandler givingLines = peer -> new Giving(version, peer);
            loop.lines("over", 0, givingLines);
            loop.lines("mute", 0, peer -> line -> peer.send(version));
            loop.lines("late", 0, givingLines);
            loop.lines("gone", 0, givingLines).atUpgrade(AtUpgrade.RECONNECT);
            loop.resource("/events", request -> Reply.events(stream -> stream.sendJson(version)));
            loop.resource("/never", request -> new CompletableFuture<String>());
        }
    }

    /** The version after: it goes on with some of that. */
    public static final class Later implements Applet {

        @Override
        public void setup(AppletContext app) {
            String version = app.info().version();
            Loop loop = app.loop();
            WebSocketHandler opened = socket -> answer(version, socket);
            WebSocketHandler resuming = WebSocketHandler.of(opened, (socket, state) -> answer(version, socket));
            loop.websocket("/over", resuming);
            loop.websocket("/mute", resuming);
            loop.websocket("/late", opened);
            loop.websocket("/longer", resuming).maxMessage(8 << 20);
            LineHandler openedLines = peer -> line -> peer.send(version);
            LineHandler resumingLines = LineHandler.of(openedLines, (peer, state) -> line -> peer.send(version));
            loop.lines("over", 0, resumingLines);
            loop.lines("mute", 0, resumingLines);
            loop.lines("late", 0, openedLines);
        }
    }

    /** Answers each line, and hands over. */
    public record Giving(String version, Peer peer) implements LineReceiver {

        @Override
        public void line(String line) {
            peer.send(version);
        }

        @Override
        public Object handOver() {
            return "state";
        }
    }

    static void answer(String version, WebSocket socket) {
        socket.onText(text -> socket.send(version));
    }
}
