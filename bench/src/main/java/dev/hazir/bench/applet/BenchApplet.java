package dev.hazir.bench.applet;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.loop.Reply;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers the same bytes on both sides: {@code /res/bench/small} on the loop, {@code /apps/bench/small} by a servlet. */
public final class BenchApplet implements Applet {

    @Override
    public void setup(AppletContext app) {
        serve(app, "/small", "Hello, World!");
        serve(app, "/large", "0123456789abcdef".repeat(640));
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
