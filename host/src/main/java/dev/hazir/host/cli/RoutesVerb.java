package dev.hazir.host.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code hazir routes}. */
@Command(name = "routes", description = "List all routes with who answers.")
final class RoutesVerb implements Callable<Integer> {

    private final Session session;

    RoutesVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        return session.show(
                session.host().get("/routes"),
                routes -> session.console()
                        .table(routes.valueStream()
                                .map(route -> ViewVerbs.prefixed(
                                        route.path("applet").asString(), ViewVerbs.routeTexts(route)))
                                .toList()));
    }

    /** {@code hazir routes explain}. */
    @Command(name = "explain", description = "Say what answers a request, and what would but is not asked.")
    static final class Explain implements Callable<Integer> {

        private static final String ANSWERS = "answered by";

        private final Session session;

        @Parameters(index = "0", paramLabel = "METHOD", description = "Such as GET.")
        private String method = "";

        @Parameters(index = "1", paramLabel = "PATH", description = "Such as /apps/meter/data.")
        private String path = "";

        Explain(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            Map<String, String> question = Map.of("method", method.toUpperCase(Locale.ROOT), "path", path);
            return session.show(session.host().send("POST", "/routes/explain", question), this::print);
        }

        private void print(JsonNode explanation) {
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode candidate : explanation.path("candidates")) {
                String verdict = verdict(candidate.path("verdict").asString());
                rows.add(List.of(
                        verdict,
                        candidate.path("kind").asString() + " "
                                + candidate.path("name").asString() + " ("
                                + candidate.path("applet").asString() + ", "
                                + candidate.path("thread").asString() + ")",
                        candidate.path("path").asString(),
                        verdict.equals(ANSWERS)
                                ? details(explanation.path("answer"))
                                : candidate.path("reason").asString()));
            }
            for (JsonNode draining : explanation.path("draining")) {
                rows.add(List.of(
                        "draining",
                        draining.path("applet").asString() + " "
                                + draining.path("version").asString(),
                        "",
                        draining.path("requests").asLong() + " requests finish there"));
            }
            JsonNode filters = explanation.at("/answer/filters");
            if (!filters.isEmpty()) {
                rows.add(List.of("passes", ViewVerbs.words(filters), "", ""));
            }
            for (JsonNode recent : explanation.at("/answer/recent")) {
                rows.add(List.of(
                        "seen",
                        recent.path("method").asString() + " "
                                + recent.path("path").asString(),
                        recent.path("at").asString(),
                        recent.path("status").asInt() + " in "
                                + recent.path("millis").asDouble() + " ms"));
            }
            session.console().table(rows);
            String moved = explanation.at("/answer/moved").asString("");
            if (!moved.isEmpty()) {
                session.console().data("Moved off the event loops. " + moved);
            }
            String sentence = explanation.path("sentence").asString("");
            if (!sentence.isEmpty()) {
                session.console().data(sentence);
            }
        }

        /** The version that answers, and what the path says to it. */
        private static String details(JsonNode answer) {
            List<String> details =
                    new ArrayList<>(List.of(answer.path("version").asString()));
            answer.path("parameters").forEachEntry((name, value) -> details.add(name + "=" + value.asString()));
            String pattern = answer.path("pattern").asString();
            if (!pattern.isEmpty() && !pattern.equals(answer.path("path").asString())) {
                details.add("by " + pattern);
            }
            if (!answer.path("rest").asString().isEmpty()) {
                details.add("rest=" + answer.path("rest").asString());
            }
            return String.join(", ", details);
        }

        private static String verdict(String words) {
            return switch (words) {
                case "answers" -> ANSWERS;
                case "would match, never asked" -> "not asked";
                case "not chosen by its servlet context" -> "not chosen";
                default -> "other method";
            };
        }
    }
}
