package dev.hazir.host.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code hazir why}. */
@Command(name = "why", description = "Say why the host is slow: blocked event loops, busy workers, and what to do.")
final class WhyVerb implements Callable<Integer> {

    private static final int SHOWN = 10;

    private final Session session;

    @Option(names = "--threads", description = "Print what all threads do now instead, by who owns them.")
    private boolean threads;

    WhyVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        return threads
                ? session.show(session.host().get("/threads"), this::printThreads)
                : session.show(session.host().get("/why"), this::print);
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
        why.path("receivers")
                .valueStream()
                .limit(SHOWN)
                .forEach(receiver -> session.console().data("does not take what it is sent: " + slow(receiver)));
        session.console().data(why.path("verdict").asString());
    }

    private static String slow(JsonNode receiver) {
        return receiver.path("what").asString() + " from "
                + receiver.path("remote").asString() + ", "
                + receiver.path("unsentBytes").asLong() / 1_000 + " kB unsent";
    }

    private void printThreads(JsonNode dump) {
        for (JsonNode group : dump.path("groups")) {
            session.console().data("== " + group.path("owner").asString());
            for (JsonNode thread : group.path("threads")) {
                String applet = thread.path("applet").asString("");
                session.console()
                        .data("\"" + thread.path("name").asString() + "\" "
                                + thread.path("state").asString() + (applet.isEmpty() ? "" : " of " + applet));
                thread.path("stack")
                        .forEach(frame -> session.console()
                                .data("    at " + frame.path("text").asString()));
            }
        }
    }

    private static String waited(JsonNode victims) {
        List<String> words = victims.valueStream()
                .map(victim -> victim.path("calls").asInt() + " of "
                        + victim.path("applet").asString())
                .toList();
        return words.isEmpty() ? "" : "waited: " + String.join(", ", words);
    }
}
