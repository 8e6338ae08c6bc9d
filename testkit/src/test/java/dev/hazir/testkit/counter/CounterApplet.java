package dev.hazir.testkit.counter;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.Invalid;
import dev.hazir.applet.NeedsRestart;
import dev.hazir.applet.loop.Reply;
import dev.hazir.applet.topic.Topic;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what a device sends; a small applet with something on each side. */
public final class CounterApplet implements Applet {

    /** The length of what {@code /big} answers: more than connections keep on their way. */
    public static final int BIG = 16 << 20;

    private static final Logger log = LoggerFactory.getLogger(CounterApplet.class);

    /** One count. */
    public record Count(String name, int value) {}

    /** The settings. */
    public record Settings(String title, @NeedsRestart int step) {
        public Settings() {
            this("Counter", 1);
        }
    }

    @Override
    public void setup(AppletContext app) {
        Settings settings = app.settings(Settings.class);
        app.onSettings(Settings.class, (before, now) -> {
            if (now.title().isBlank()) {
                throw Invalid.of("title", "expected some text");
            }
        });
        Topic<Count> counts = app.topic("counts", Count.class).keepLast(10);
        app.loop().lines("devices", 7123, peer -> line -> {
            counts.publish(new Count(line, settings.step()));
            peer.send("OK");
        });
        app.loop().resource("/next", request -> counts.next(Duration.ofSeconds(30)));
        app.loop().websocket("/live", socket -> counts.subscribe(socket, socket::sendJson));
        app.loop().resource("/settings", request -> app.settings(Settings.class));
        app.loop().resource("/number", request -> {
            log.info("asked for its number");
            return Reply.text(app.info().version());
        });
        app.loop().resource("/slow", request -> after(app, () -> "slow"));
        app.loop()
                .resource(
                        "/doomed",
                        request -> after(app, () -> {
                            throw new IllegalStateException("doomed");
                        }));
        app.web().servlet("/big", new Big());
        app.web().servlet("/add", new Form(counts));
        app.loop()
                .handle(
                        "/",
                        request -> Reply.html(
                                "<h1>%s</h1><form method='post' action='add'><input name='name' value='x'></form>"
                                        .formatted(settings.title())));
    }

    /** What is said ten seconds later. */
    private static CompletionStage<String> after(AppletContext app, Supplier<String> said) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        app.loop().after(Duration.ofSeconds(10), () -> answer.completeAsync(said, Runnable::run));
        return answer;
    }

    private static final class Big extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentLength(BIG);
            byte[] piece = new byte[1 << 16];
            Arrays.fill(piece, (byte) 'x');
            for (int sent = 0; sent < BIG; sent += piece.length) {
                response.getOutputStream().write(piece);
            }
        }
    }

    private static final class Form extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient Topic<Count> counts;

        Form(Topic<Count> counts) {
            this.counts = counts;
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            counts.publish(new Count(request.getParameter("name"), 1));
            response.setContentType("text/html");
            response.getWriter()
                    .print(Map.of("added", request.getParameter("name")).toString());
        }
    }
}
