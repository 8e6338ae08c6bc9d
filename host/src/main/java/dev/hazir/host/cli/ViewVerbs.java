package dev.hazir.host.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The verbs that only look: list, show, ports. */
final class ViewVerbs {

    private ViewVerbs() {}

    /** {@code hazir list}. */
    @Command(name = "list", description = "List the applets.")
    static final class ListApplets implements Callable<Integer> {
        private final Session session;

        ListApplets(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            return session.show(session.host().get("/applets"), applets -> {
                if (applets.isEmpty()) {
                    session.progress("No applets yet. Do: hazir install FILE.jar");
                }
                session.console()
                        .table(applets.valueStream()
                                .map(applet -> texts(applet, "id", "version", "state", "name", "reason"))
                                .toList());
            });
        }
    }

    /** {@code hazir show}. */
    @Command(name = "show", description = "Show one applet with its routes and ports.")
    static final class Show implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "ID", description = "The applet's id.")
        private String id = "";

        Show(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            HostClient host = session.host();
            HostClient.Answer applet = host.get("/applets/" + Text.segment(id));
            if (!applet.ok() || session.json()) {
                return session.show(applet, one -> {});
            }
            HostClient.Answer day = host.get("/applets/" + Text.segment(id) + "/day");
            return session.show(applet, one -> {
                print(one);
                printDay(day.body());
            });
        }

        private void printDay(JsonNode day) {
            JsonNode spans = day.path("spans");
            if (spans.isEmpty()) {
                return;
            }
            long percent = (long) Math.floor(100 * day.path("running").asDouble() + 1e-9);
            session.console()
                    .data("ran " + percent + " % of the time since "
                            + spans.path(0).path("from").asString());
            session.console()
                    .table(spans.valueStream()
                            .map(span -> prefixed("was", texts(span, "state", "from", "until", "what")))
                            .toList());
        }

        private void print(JsonNode applet) {
            List<List<String>> rows = new ArrayList<>();
            for (String key : List.of(
                    "id", "name", "version", "state", "reason", "since", "summary", "page", "requests", "faults")) {
                String value = Text.plain(applet.path(key));
                if (!value.isEmpty()) {
                    rows.add(List.of(key, value));
                }
            }
            rows.add(List.of("versions", words(applet.path("versions"))));
            if (!applet.path("requires").isEmpty()) {
                rows.add(List.of("requires", words(applet.path("requires"))));
            }
            if (!applet.path("unloaded").asString("").isEmpty()) {
                rows.add(List.of("unloads", applet.path("unloaded").asString()));
            }
            for (JsonNode unload : applet.path("unloads")) {
                if (!unload.path("clean").asBoolean()) {
                    rows.add(List.of(
                            "ended " + unload.path("version").asString(),
                            unload.path("verdict").asString()));
                }
            }
            session.console().table(rows);
            session.console()
                    .table(applet.path("routes")
                            .valueStream()
                            .map(route -> prefixed("route", routeTexts(route)))
                            .toList());
            session.console()
                    .table(applet.path("ports")
                            .valueStream()
                            .map(port -> prefixed("port", portTexts(port)))
                            .toList());
            DrainVerb.print(session.console(), applet.path("draining"));
        }
    }

    /** {@code hazir ports}. */
    @Command(name = "ports", description = "List the named ports of all applets.")
    static final class Ports implements Callable<Integer> {
        private final Session session;

        Ports(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            return session.show(
                    session.host().get("/ports"),
                    ports -> session.console()
                            .table(ports.valueStream()
                                    .map(port -> prefixed(port.path("applet").asString(), portTexts(port)))
                                    .toList()));
        }
    }

    /** {@code hazir map}. */
    @Command(name = "map", description = "Show what is connected to what, and what flows.")
    static final class MapOfAll implements Callable<Integer> {
        private final Session session;

        @Option(names = "--mermaid", description = "Print text that Mermaid draws.")
        private boolean mermaid;

        MapOfAll(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            if (mermaid) {
                session.console().data(session.host().text("/map?form=mermaid").stripTrailing());
                return Exit.OK;
            }
            return session.show(
                    session.host().get("/map"),
                    map -> session.console()
                            .table(map.path("edges")
                                    .valueStream()
                                    .map(edge -> List.of(
                                            label(map, edge.path("from")),
                                            "->",
                                            label(map, edge.path("to")),
                                            edge.path("text").asString("")))
                                    .toList()));
        }

        private static String label(JsonNode map, JsonNode id) {
            return map.path("nodes")
                    .valueStream()
                    .filter(node -> node.path("id").equals(id))
                    .map(node -> node.path("label").asString())
                    .findFirst()
                    .orElse("");
        }
    }

    /** {@code hazir storage}. */
    @Command(name = "storage", description = "Show what takes how much on disk.")
    static final class Storage implements Callable<Integer> {
        private final Session session;

        Storage(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            return session.show(session.host().get("/storage"), this::print);
        }

        private void print(JsonNode storage) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("free", Text.size(storage.path("free")), "of " + Text.size(storage.path("disk"))));
            storage.path("folders")
                    .forEach(folder -> rows.add(List.of(
                            folder.path("name").asString() + "/",
                            Text.size(folder.path("bytes")),
                            folder.path("files").asInt() + " files")));
            storage.path("applets")
                    .forEach(applet -> rows.add(List.of(
                            applet.path("id").asString(),
                            Text.size(applet.path("versions")),
                            applet.path("kept").asInt() + " kept versions, and " + Text.size(applet.path("data"))
                                    + " of data and settings")));
            session.console().table(rows);
            if (!storage.path("complete").asBoolean()) {
                session.progress("There are so many files that not all were counted.");
            }
        }
    }

    static List<String> texts(JsonNode node, String... keys) {
        return List.of(keys).stream().map(key -> Text.plain(node.path(key))).toList();
    }

    static List<String> routeTexts(JsonNode route) {
        String methods = route.path("methods").isEmpty()
                ? "*"
                : words(route.path("methods")).replace(", ", "|");
        return prefixed(methods, texts(route, "path", "kind", "side", "state", "reason"));
    }

    static List<String> prefixed(String first, List<String> rest) {
        List<String> row = new ArrayList<>();
        row.add(first);
        row.addAll(rest);
        return row;
    }

    private static List<String> portTexts(JsonNode port) {
        int connections = port.path("connections").asInt();
        return List.of(
                port.path("name").asString(),
                port.path("protocol").asString(),
                port.path("bind").asString() + ":" + port.path("port").asInt(),
                port.path("state").asString(),
                connections == 1 ? "1 connection" : connections + " connections",
                port.path("reason").asString(""));
    }

    static String words(JsonNode array) {
        return array.valueStream().map(Text::plain).collect(Collectors.joining(", "));
    }
}
