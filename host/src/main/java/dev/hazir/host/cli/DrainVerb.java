package dev.hazir.host.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code hazir drain}: what replaced or stopped versions still hold, and the end of it. */
@Command(name = "drain", description = "Show what old versions of an applet still finish, or end it now.")
final class DrainVerb implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "ID", description = "The applet's id.")
    private String id = "";

    @Option(names = "--end", description = "Do not wait for the deadline: end what is left now, politely.")
    private boolean end;

    DrainVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        HostClient host = session.host();
        String drain = "/applets/" + Text.segment(id) + "/drain";
        if (end) {
            return new OperationWatch(session, host).follow(host.send("POST", drain + "/end?async=true", Map.of()));
        }
        return session.show(host.get(drain), draining -> {
            if (draining.isEmpty()) {
                session.progress("Nothing of " + id + " is draining.");
            }
            print(session.console(), draining);
        });
    }

    /** One line for each version, one for each kind it holds, one for each of these. */
    static void print(Console console, JsonNode draining) {
        for (JsonNode version : draining) {
            long left = version.path("secondsLeft").asLong();
            JsonNode holding = version.path("holding");
            console.data("draining " + version.path("version").asString() + ", "
                    + (holding.isEmpty() ? "nothing is held any more" : "at most " + left + " s more"));
            List<List<String>> rows = new ArrayList<>();
            for (JsonNode held : holding) {
                long count = held.path("count").asLong();
                JsonNode items = held.path("items");
                String kind = "  " + held.path("kind").asString() + " ("
                        + held.path("side").asString() + ")";
                items.forEach(item -> rows.add(row(kind, item)));
                if (count > items.size()) {
                    rows.add(List.of(kind, items.isEmpty() ? "× " + count : "and " + (count - items.size()) + " more"));
                }
            }
            console.table(rows);
        }
    }

    private static List<String> row(String kind, JsonNode item) {
        return List.of(
                kind,
                item.path("what").asString(),
                item.path("id").asString(),
                item.path("remote").asString(),
                age(item.path("since").asString("")));
    }

    private static String age(String since) {
        if (since.isEmpty()) {
            return "";
        }
        return "for "
                + Math.max(
                        0, Duration.between(Instant.parse(since), Instant.now()).toSeconds()) + " s";
    }
}
