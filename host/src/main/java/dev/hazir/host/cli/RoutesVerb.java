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
                String thread = candidate.path("side").asString().equals("loop") ? "event loop" : "worker";
                rows.add(List.of(
                        verdict(candidate.path("verdict").asString()),
                        candidate.path("kind").asString() + " "
                                + candidate.path("name").asString() + " ("
                                + candidate.path("applet").asString() + ", " + thread + ")",
                        candidate.path("path").asString()));
            }
            session.console().table(rows);
            if (!explanation.path("outcome").asString().equals("answered")) {
                session.console().data(explanation.path("sentence").asString());
            }
        }

        private static String verdict(String words) {
            return switch (words) {
                case "answers" -> "answered by";
                case "would match, never asked" -> "not asked";
                default -> "other method";
            };
        }
    }
}
