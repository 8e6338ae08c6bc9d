package dev.hazir.host.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code hazir why}. */
@Command(name = "why", description = "Say why the host is slow: blocked event loops, busy workers, and what to do.")
final class WhyVerb implements Callable<Integer> {

    private static final int SHOWN = 10;

    private final Session session;

    WhyVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        return session.show(session.host().get("/why"), this::print);
    }

    private void print(JsonNode why) {
        List<List<String>> rows = new ArrayList<>();
        why.path("blocks")
                .valueStream()
                .limit(SHOWN)
                .forEach(block -> rows.add(List.of(
                        block.path("applet").asString() + "@"
                                + block.path("version").asString(),
                        block.path("millis").asLong() + " ms"
                                + (block.path("running").asBoolean() ? " so far" : ""),
                        block.path("location").asString(),
                        block.path("trigger").asString(),
                        waited(block.path("victims")))));
        session.console().table(rows);
        String advice = why.path("blocks").path(0).path("advice").asString("");
        if (!advice.isEmpty()) {
            session.console().data(advice);
        }
        session.console().data(why.path("verdict").asString());
    }

    private static String waited(JsonNode victims) {
        List<String> words = victims.valueStream()
                .map(victim -> victim.path("calls").asInt() + " of "
                        + victim.path("applet").asString())
                .toList();
        return words.isEmpty() ? "" : "waited: " + String.join(", ", words);
    }
}
