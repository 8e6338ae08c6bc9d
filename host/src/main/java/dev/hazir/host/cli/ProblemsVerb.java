package dev.hazir.host.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code hazir problems}. */
@Command(name = "problems", description = "List what is wrong and can be mended.")
final class ProblemsVerb implements Callable<Integer> {

    private final Session session;

    @Option(names = "--all", description = "Also what was put aside.")
    private boolean all;

    ProblemsVerb(Session session) {
        this.session = session;
    }

    static CommandLine command(Session session) {
        return new CommandLine(new ProblemsVerb(session))
                .addSubcommand(new Snooze(session))
                .addSubcommand(new Wake(session));
    }

    @Override
    public Integer call() throws Exception {
        return session.show(session.host().get("/problems"), this::print);
    }

    private void print(JsonNode problems) {
        List<JsonNode> told = problems.valueStream()
                .filter(problem -> all || problem.path("snoozed").isNull())
                .toList();
        if (told.isEmpty()) {
            session.progress("Nothing needs you.");
        }
        long aside = problems.size() - told.size();
        told.forEach(problem -> print(session, problem));
        if (aside > 0) {
            session.progress(aside + " put aside: hazir problems --all");
        }
    }

    private static void print(Session session, JsonNode problem) {
        Console console = session.console();
        console.data(
                problem.path("code").asString() + "  " + problem.path("what").asString());
        for (String part : List.of("why", "do")) {
            String text = problem.path(part).asString("");
            if (!text.isEmpty()) {
                console.data("         " + (part.equals("do") ? "Do: " : "") + text);
            }
        }
        String since = problem.path("since").asString("");
        if (!since.isEmpty()) {
            console.data("         Since " + since);
        }
        JsonNode aside = problem.path("snoozed");
        if (aside.isObject()) {
            console.data("         Put aside by " + aside.path("by").asString()
                    + (aside.path("until").isNull()
                            ? " until it changes"
                            : " until " + aside.path("until").asString()));
        }
    }

    /** {@code hazir problems snooze}. */
    @Command(name = "snooze", description = "Put a problem aside: people are not told it for a while.")
    static final class Snooze implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "CODE", description = "Such as APP-103.")
        private String code = "";

        @Option(names = "--applet", paramLabel = "ID", description = "Which applet's, when several have it.")
        private @Nullable String applet;

        @Option(names = "--days", paramLabel = "N", defaultValue = "1", description = "For so long (default: 1).")
        private int days;

        @Option(names = "--until-change", description = "Until it changes or comes back, however long that takes.")
        private boolean untilChange;

        Snooze(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            Map<String, Object> wish = new HashMap<>();
            if (applet != null) {
                wish.put("applet", applet);
            }
            if (!untilChange) {
                wish.put("days", days);
            }
            return session.show(
                    session.host().send("POST", "/problems/" + Text.segment(code) + "/snooze", wish),
                    problem -> print(session, problem));
        }
    }

    /** {@code hazir problems wake}. */
    @Command(name = "wake", description = "Have a problem told again that was put aside.")
    static final class Wake implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "CODE", description = "Such as APP-103.")
        private String code = "";

        @Option(names = "--applet", paramLabel = "ID", description = "Which applet's; none for the host's.")
        private @Nullable String applet;

        Wake(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            String of = applet == null ? "" : "?applet=" + Text.segment(applet);
            return session.show(
                    session.host().delete("/problems/" + Text.segment(code) + "/snooze" + of),
                    problems -> session.progress(code + " is told again."));
        }
    }
}
