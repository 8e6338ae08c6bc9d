package dev.hazir.host.admin.page.traffic;

import dev.hazir.host.admin.view.RouteJson;
import dev.hazir.host.admin.view.TrafficSources;
import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.RouteListing;
import dev.hazir.host.routing.RouteListing.Line;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A route as the page shows it.
 *
 * @param path with its methods before it, {@code WS} for a websocket
 * @param answers what answers, in words people know
 * @param hiddenBy what answers in its place, or null
 * @param hides the kind of the first route that this one hides, or null
 * @param exceptions how many other routes take some of its paths
 */
public record RouteRow(
        RouteJson route,
        String path,
        Answers answers,
        @Nullable Answers hiddenBy,
        @Nullable String hides,
        int exceptions) {

    /**
     * What answers.
     *
     * @param key of the words in the message file
     * @param name of a class, a template or a type of file
     */
    public record Answers(String key, String name) {

        private static final Map<String, String> FILES = Map.of(
                "text/html", "html",
                "text/css", "css",
                "text/javascript", "script",
                "text/plain", "text",
                "text/markdown", "text",
                "application/json", "json");

        static Answers of(String kind, String name) {
            return switch (kind) {
                case "servlet" -> new Answers("routes.kind.servlet", simple(name));
                case "resource" -> new Answers("routes.kind.resource", simple(name));
                case "page" -> new Answers("routes.kind.page", name);
                case "websocket" -> new Answers("routes.kind.websocket", "");
                case Route.CONTEXT -> new Answers("routes.kind.nothing", "");
                case "file" -> file(name.split(";")[0].strip().toLowerCase(Locale.ROOT));
                default -> new Answers("routes.kind.other", kind + " " + name);
            };
        }

        private static Answers file(String type) {
            String known = FILES.get(type);
            return known != null
                    ? new Answers("routes.file." + known, "")
                    : new Answers(
                            type.startsWith("image/") ? "routes.file.image" : "routes.file.other",
                            type.substring(type.indexOf('/') + 1)
                                    .replace("+xml", "")
                                    .toUpperCase(Locale.ROOT));
        }

        /** Without the package, and without the number of an inner class that has no name. */
        private static String simple(String name) {
            String text = name.substring(name.lastIndexOf('.') + 1).replaceAll("\\$\\d+$", "");
            return text.substring(text.lastIndexOf('$') + 1);
        }
    }

    static List<RouteRow> of(List<Line> ordered, TrafficSources traffic) {
        Map<Route, String> hiding = new IdentityHashMap<>();
        for (Line line : ordered) {
            if (line.state() == RouteListing.State.SHADOWED) {
                line.others()
                        .forEach(winner ->
                                hiding.putIfAbsent(winner, line.route().kind()));
            }
        }
        return ordered.stream().map(line -> of(line, hiding, traffic)).toList();
    }

    private static RouteRow of(Line line, Map<Route, String> hiding, TrafficSources traffic) {
        RouteJson json = RouteJson.of(line, traffic);
        boolean gone = line.state() == RouteListing.State.SHADOWED;
        String before = json.kind().equals("websocket") ? "WS" : String.join("|", json.methods());
        Route winner = gone ? line.others().get(0) : null;
        return new RouteRow(
                json,
                (before + " " + json.path()).strip(),
                Answers.of(json.kind(), json.name()),
                winner == null ? null : Answers.of(winner.kind(), winner.name()),
                hiding.get(line.route()),
                gone ? 0 : line.others().size());
    }
}
