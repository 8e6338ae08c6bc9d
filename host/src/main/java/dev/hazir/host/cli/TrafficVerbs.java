package dev.hazir.host.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What passes topics and ports. */
final class TrafficVerbs {

    private TrafficVerbs() {}

    /** {@code hazir topics}. */
    @Command(name = "topics", description = "List the topics of all applets.")
    static final class Topics implements Callable<Integer> {
        private final Session session;

        Topics(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            return session.show(
                    session.host().get("/topics"),
                    topics -> session.console()
                            .table(topics.valueStream().map(Topics::row).toList()));
        }

        private static List<String> row(JsonNode topic) {
            return List.of(
                    topic.path("applet").asString(),
                    topic.path("name").asString(),
                    topic.path("type").asString(),
                    topic.path("subscribers").asInt() + " subscribers",
                    topic.path("messages").asLong() + " published",
                    topic.path("longestQueue").asInt() + " wait",
                    topic.path("dropped").asLong() + " dropped");
        }
    }

    /** {@code hazir tap}. */
    @Command(name = "tap", description = "Show the messages that pass a port or a topic, for a minute.")
    static final class Tap implements Callable<Integer> {

        private static final long PAUSE_MILLIS = 300;

        private final Session session;

        @Parameters(index = "0", paramLabel = "ID", description = "The applet's id.")
        private String id = "";

        @Parameters(index = "1", paramLabel = "NAME", description = "The name of the port or topic.")
        private String name = "";

        @Option(names = "--topic", description = "It is a topic.")
        private boolean topic;

        private boolean onlyTopics;

        @Option(names = "--hex", description = "Show bytes instead of text.")
        private boolean hex;

        Tap(Session session) {
            this.session = session;
        }

        /** {@code hazir topics tap}. */
        static Tap ofTopics(Session session) {
            Tap tap = new Tap(session);
            tap.onlyTopics = true;
            return tap;
        }

        @Override
        public Integer call() throws Exception {
            HostClient host = session.host();
            String path = topic || onlyTopics
                    ? "/topics/tap?applet=" + Text.segment(id) + "&name=" + Text.segment(name)
                    : "/ports/" + Text.segment(id) + "/" + Text.segment(name) + "/tap";
            HostClient.Answer answer = host.send("POST", path, Map.of());
            if (!answer.ok()) {
                return session.show(answer, nothing -> {});
            }
            session.progress("Messages may hold secrets. It ends by itself after a minute.");
            long next = 0;
            boolean running = true;
            while (running && answer.ok()) {
                next = print(answer.body(), next);
                running = answer.body().path("running").asBoolean();
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                answer = host.get(path);
            }
            return Exit.OK;
        }

        /** Prints what is newer and returns the number of the next one. */
        private long print(JsonNode tap, long from) {
            List<JsonNode> newer = new ArrayList<>();
            for (JsonNode message : tap.path("messages")) {
                if (message.path("number").asLong() >= from) {
                    newer.add(0, message);
                }
            }
            newer.forEach(message -> session.console().data(session.json() ? message.toString() : line(message)));
            return newer.isEmpty()
                    ? from
                    : newer.get(newer.size() - 1).path("number").asLong() + 1;
        }

        private String line(JsonNode message) {
            String content = hex
                    ? message.path("hex").asString()
                    : message.path("text").asString().replaceAll("\\p{Cntrl}", "·");
            return message.path("at").asString() + (message.path("in").asBoolean() ? " in  " : " out ")
                    + message.path("peer").asString() + " " + content;
        }
    }

    /** {@code hazir log-level}. */
    @Command(
            name = "log-level",
            description =
                    "Change the level of an applet's log, or of a logger's, for a while; without names, list changes.")
    static final class Level implements Callable<Integer> {

        private final Session session;

        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "NAME",
                description = "The applet's id, or with --logger the whole name of a logger.")
        private String name = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "LEVEL",
                description = "ERROR, WARN, INFO, DEBUG or TRACE; none lets it fall back.")
        private String level = "";

        @Option(names = "--logger", description = "The name is a logger's.")
        private boolean logger;

        @Option(names = "--minutes", paramLabel = "N", defaultValue = "30", description = "How long (default: 30).")
        private int minutes;

        @Option(names = "--for", paramLabel = "TIME", description = "The same as a time, such as 30m or 2h.")
        private String length = "";

        Level(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            String of = logger || name.contains(".") ? "logger" : "applet";
            HostClient host = session.host();
            if (name.isEmpty()) {
                return session.show(host.get("/logs/levels"), this::print);
            }
            if (level.isEmpty()) {
                return session.show(host.delete("/logs/levels?of=" + of + "&name=" + Text.segment(name)), this::print);
            }
            Map<String, Object> change = Map.of("of", of, "name", name, "level", level, "minutes", minutes());
            return session.show(host.send("PUT", "/logs/levels", change), this::print);
        }

        private long minutes() throws CliException {
            if (length.isEmpty()) {
                return minutes;
            }
            try {
                return Math.max(1, Duration.parse("PT" + length).toMinutes());
            } catch (DateTimeParseException e) {
                throw new CliException(Exit.USAGE, "for: '" + length + "' (expected: a time such as 30m or 2h)");
            }
        }

        private void print(JsonNode changes) {
            Iterable<JsonNode> all = changes.isArray() ? changes : List.of(changes);
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode change : all) {
                rows.add(ViewVerbs.texts(change, "of", "name", "level", "until", "by"));
            }
            if (rows.isEmpty()) {
                session.progress("No level is changed now.");
            }
            session.console().table(rows);
        }
    }
}
