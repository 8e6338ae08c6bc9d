package dev.hazir.applets.hello;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.Help;
import dev.hazir.applet.Label;
import dev.hazir.applet.loop.Loop;
import dev.hazir.applet.loop.Reply;
import dev.hazir.applet.web.Web;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.Map;

/** Says hello in every way the host offers: a page, servlets, resources, a websocket and a port. */
public final class HelloApplet implements Applet {

    private static final long LARGEST_UPLOAD = 1L << 30;

    /** What the operator may set. */
    public record Settings(
            @Label("Echo port")
            @Help("The TCP port that sends every line back. 0 takes any free one.")
            @Min(0)
            @Max(65535)
            int port,

            @Label("Title") @Help("The heading of the page.") @NotBlank
            String title) {

        /** The defaults. */
        public Settings() {
            this(1234, "Hello");
        }
    }

    @Override
    public void setup(AppletContext app) {
        Settings settings = app.settings(Settings.class);
        app.maxRequestBody(LARGEST_UPLOAD);

        Web web = app.web(); // worker threads: may block
        web.page("/", "index", request -> Map.of("title", settings.title(), "port", settings.port()));
        web.page("/help.html", "help", request -> Map.of("title", "Help", "port", settings.port()));
        web.servlet("/slow", new SlowServlet());
        web.servlet("/upload", new UploadServlet());
        web.servlet("/data", new TextServlet("servlet"));

        Loop loop = app.loop(); // event loop: never block
        loop.handle("/data", request -> Reply.text("loop")).instead();
        loop.resource("/answer", Answer::to).methods("POST");
        loop.resource("/later", new Later(loop)).methods("GET").timeout(Later.LONGEST.plusSeconds(10));
        loop.websocket("/ws", Echo::messages);
        loop.lines("echo", settings.port(), Echo::lines);
    }
}
