package dev.hazir.host;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.AtUpgrade;
import dev.hazir.applet.loop.Reply;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Can be made to hold its deployment in every way there is; says which version answers. Also its own servlet. */
public final class HoldingApplet extends HttpServlet implements Applet {

    /** Under this system property lies the {@link CountDownLatch} that its blocking work waits for. */
    public static final String LATCH = "dev.hazir.host.HoldingApplet.latch";

    private static final long serialVersionUID = 1L;

    private transient String version = "";

    @Override
    public void setup(AppletContext app) {
        version = app.info().version();
        app.loop().resource("/version", request -> version);
        app.loop().resource("/later", request -> {
            CompletableFuture<String> later = new CompletableFuture<>();
            app.loop().after(Duration.ofSeconds(5), () -> later.complete(version));
            return later;
        });
        app.loop().resource("/never", request -> new CompletableFuture<String>());
        app.loop()
                .resource("/events", request -> Reply.events(stream -> stream.sendJson(version)))
                .atUpgrade(AtUpgrade.FINISH);
        app.loop().resource("/work", request -> {
            app.blocking(() -> {
                ((CountDownLatch) System.getProperties().get(LATCH)).await();
                return version;
            });
            return version;
        });
        app.loop()
                .websocket("/live", socket -> socket.onText(text -> socket.send(version + " " + text)))
                .atUpgrade(AtUpgrade.FINISH);
        app.loop().lines("devices", 0, peer -> line -> peer.send(version + " " + line));
        app.web().servlet("/upload", this);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int bytes = request.getInputStream().readAllBytes().length;
        response.getWriter().print(version + " " + bytes);
    }
}
