package dev.hazir.applets.meter;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.Help;
import dev.hazir.applet.Invalid;
import dev.hazir.applet.Label;
import dev.hazir.applet.NeedsRestart;
import dev.hazir.applet.loop.Loop;
import dev.hazir.applet.loop.Reply;
import dev.hazir.applet.port.LineHandler;
import dev.hazir.applet.port.Port;
import dev.hazir.applet.topic.Topic;
import dev.hazir.applet.web.Web;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects meter readings from devices and a form, keeps them and shows them live. */
public final class MeterApplet implements Applet {

    private static final Duration LONG_POLL = Duration.ofSeconds(30);

    /** What the operator may set. */
    public record Settings(
            @Label("Device port")
            @Help("The TCP port that devices send their lines to. 0 takes any free one.")
            @Min(0)
            @Max(65535)
            @NeedsRestart
            int port,

            @Label("Title") @Help("The heading of the page.") @NotBlank
            String title) {

        private static final int LOWEST_PORT = 1024;

        /** The defaults. */
        public Settings() {
            this(7007, "Meters");
        }

        public Settings {
            if (port > 0 && port < LOWEST_PORT) {
                throw Invalid.of("port", "expected 0, or a number from " + LOWEST_PORT + " on (it is " + port + ")");
            }
        }
    }

    private @Nullable History history;
    private volatile String title = "";

    @Override
    public void setup(AppletContext app) {
        Settings settings = app.settings(Settings.class);
        title = settings.title();
        app.onSettings(Settings.class, (before, now) -> title = now.title());
        Topic<Reading> topic = app.topic("readings", Reading.class);
        History kept = app.closeOnStop(new History(app.files().resolve("readings.log"), app::blocking));
        Readings readings = new Readings(app.clock(), kept, topic);
        history = kept;

        Loop loop = app.loop(); // event loop: never block
        loop.resource("/next", request -> topic.next(LONG_POLL)).methods("GET").timeout(LONG_POLL.plusSeconds(10));
        loop.resource("/version", request -> Reply.text(app.info().version())).methods("GET");
        loop.websocket("/live", Viewer.of(topic));
        Devices connected = new Devices(readings);
        loop.resource("/devices", request -> connected.list()).methods("GET");
        Port devices = loop.lines("devices", settings.port(), LineHandler.of(connected::opened, connected::resumed));

        Web web = app.web(); // worker threads: may block
        web.page("/", "index", new MeterPage(() -> title, app.clock(), kept, devices)::model);
        web.page("/help.html", "help", request -> Map.of("title", "Help", "port", devices.number()));
        web.servlet("/record", new RecordServlet(readings));
    }

    @Override
    public void started() throws IOException {
        Objects.requireNonNull(history, "setup comes first").open();
    }
}
