package dev.hazir.bench.applet;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.loop.Reply;
import dev.hazir.applet.port.Port;
import dev.hazir.applet.topic.Topic;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Answers the same bytes on both sides ({@code /res/bench/small} on the loop, {@code /apps/bench/small} by a servlet),
 * echoes websockets and lines, and lets one websocket speak to many.
 */
public final class BenchApplet implements Applet {

    @Override
    public void setup(AppletContext app) {
        serve(app, "/small", "Hello, World!");
        serve(app, "/large", "0123456789abcdef".repeat(640));
        Port lines = app.loop().lines("lines", 0, peer -> peer::send);
        app.loop().resource("/lines", request -> Reply.text(Integer.toString(lines.number())));
        app.loop().resource("/version", request -> Reply.text(app.info().version()));
        Topic<String> spoken = app.topic("spoken", String.class);
        app.loop().websocket("/echo", socket -> socket.onText(socket::send));
        app.loop().websocket("/hear", socket -> spoken.subscribe(socket, socket::send));
        app.loop().websocket("/say", socket -> socket.onText(spoken::publish));
    }

    private static void serve(AppletContext app, String path, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        app.loop().resource(path, request -> Reply.bytes(bytes, "text/plain"));
        app.web().servlet(path, new Answer(bytes));
    }

    private static final class Answer extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final byte[] content;

        Answer(byte[] content) {
            this.content = content;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("text/plain");
            response.getOutputStream().write(content);
        }
    }
}
