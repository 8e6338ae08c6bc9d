package dev.hazir.host;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.applet.loop.Loop;
import dev.hazir.applet.loop.Reply;
import dev.hazir.applet.loop.Request;
import dev.hazir.applet.loop.ResourceHandler;
import dev.hazir.applet.loop.ResourceRoute;
import dev.hazir.applet.port.LineHandler;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Declares what a text in its jar says, one thing a line, so that tests can draw applets by chance. Everything answers with
 * who it is: {@code version|side|thread|pattern|parameters}.
 */
public final class DrawnApplet implements Applet {

    public static final String LINES = "drawn.txt";
    public static final String IDENTITY = "x-identity";

    /** Settings of one kind of version. */
    public record Small(@Max(100) int limit, String title) {
        public Small() {
            this(10, "small");
        }
    }

    /** Settings of another kind of version. */
    public record Large(@Max(100) int limit, String colour) {
        public Large() {
            this(20, "red");
        }
    }

    @Override
    public void setup(AppletContext app) throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/" + LINES))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> declare(app, line.split(" ", -1)));
        }
    }

    private static void declare(AppletContext app, String[] words) {
        String name = words[1];
        switch (words[0]) {
            case "handle" -> answer(app, app.loop(), "/apps/" + app.info().id() + name, name, words[2], true);
            case "resource" -> answer(app, app.loop(), "/res/" + app.info().id() + name, name, words[2], false);
            case "root" -> answer(app, app.loop().atRoot(), name, name, words[2], true);
            case "worker" ->
                app.web()
                        .resource(
                                name,
                                request ->
                                        reply(app, "web", "/res/" + app.info().id() + name, request));
            case "servlet" ->
                app.web()
                        .servlet(
                                name.equals("-") ? "/" : name,
                                new Answering(app.info().version(), name));
            case "hold" -> app.loop().resource(name, request -> new CompletableFuture<>());
            case "port" -> app.loop().lines(name, Integer.parseInt(words[2]), handler(words[3]));
            case "topic" -> app.topic(name, String.class);
            case "settings" ->
                app.settings((Class<? extends Record>) (name.equals("small") ? Small.class : Large.class));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static LineHandler handler(String kind) {
        LineHandler plain = peer -> peer::send;
        return kind.equals("resumes") ? LineHandler.of(plain, (peer, state) -> peer::send) : plain;
    }

    private static void answer(
            AppletContext app, Loop loop, String pattern, String path, String methods, boolean handle) {
        ResourceHandler handler = request -> reply(app, "loop", pattern, request);
        ResourceRoute route = handle ? loop.handle(path, handler) : loop.resource(path, handler);
        if (!methods.equals("*")) {
            route.methods(methods.split(",", -1));
        }
    }

    private static Reply reply(AppletContext app, String side, String pattern, Request request) {
        TreeMap<String, String> parameters = new TreeMap<>();
        for (String segment : pattern.split("/", -1)) {
            if (segment.startsWith("{")) {
                String name = segment.substring(1, segment.length() - 1);
                parameters.put(name, request.pathParameter(name));
            }
        }
        String identity = identity(app.info().version(), side, pattern) + "|" + parameters;
        return Reply.text(identity).withHeader(IDENTITY, identity);
    }

    private static String identity(String version, String side, String pattern) {
        String thread = Thread.currentThread().getName().startsWith("hazir-worker-") ? "worker" : "event loop";
        return version + "|" + side + "|" + thread + "|" + pattern;
    }

    /** A servlet that takes every method. */
    public static final class Answering extends GenericServlet {

        private static final long serialVersionUID = 1L;

        private final String version;
        private final String pattern;

        Answering(String version, String pattern) {
            this.version = version;
            this.pattern = pattern.equals("-") ? "/" : pattern;
        }

        @Override
        public void service(ServletRequest request, ServletResponse response) throws IOException {
            String identity = identity(version, "web", pattern) + "|{}";
            ((HttpServletResponse) response).setHeader(IDENTITY, identity);
            response.getWriter().print(identity);
        }
    }
}
