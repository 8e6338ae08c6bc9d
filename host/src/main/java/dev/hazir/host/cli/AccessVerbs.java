package dev.hazir.host.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs about who is signed in and what was done. */
final class AccessVerbs {

    private AccessVerbs() {}

    /** {@code hazir sessions}. */
    @Command(name = "sessions", description = "List who is signed in to the pages of operators; end a sign-in.")
    static final class Sessions implements Callable<Integer> {
        private final Session session;

        Sessions(Session session) {
            this.session = session;
        }

        static CommandLine command(Session session) {
            return new CommandLine(new Sessions(session)).addSubcommand(new End(session));
        }

        @Override
        public Integer call() throws Exception {
            return session.show(session.host().get("/sessions"), sessions -> {
                if (sessions.isEmpty()) {
                    session.progress("Nobody is signed in.");
                }
                session.console()
                        .table(sessions.valueStream()
                                .map(one ->
                                        ViewVerbs.texts(one, "handle", "person", "from", "since", "lastUsed", "agent"))
                                .toList());
            });
        }
    }

    /** {@code hazir sessions end}. */
    @Command(name = "end", description = "End a sign-in.")
    static final class End implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "HANDLE", description = "As hazir sessions lists it.")
        private String handle = "";

        End(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            return session.show(
                    session.host().delete("/sessions/" + Text.segment(handle)),
                    ended -> session.progress(handle + " has ended."));
        }
    }

    /** {@code hazir audit}. */
    @Command(name = "audit", description = "List what was done on the side of operators, the newest first.")
    static final class Audit implements Callable<Integer> {
        private final Session session;

        @Option(names = "--who", paramLabel = "NAME", description = "Only what somebody of this name did.")
        private String who = "";

        @Option(names = "--door", paramLabel = "DOOR", description = "Only by ui, rest, cli, drop or host.")
        private String door = "";

        @Option(names = "--outcome", paramLabel = "WORD", description = "Only done, refused, failed …")
        private String outcome = "";

        @Option(names = "--text", paramLabel = "TEXT", description = "Only lines that contain it.")
        private String text = "";

        @Option(names = "--lines", paramLabel = "N", defaultValue = "50", description = "At most so many; 50.")
        private int lines;

        Audit(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            Map<String, String> filter = new LinkedHashMap<>();
            filter.put("who", who);
            filter.put("door", door);
            filter.put("outcome", outcome);
            filter.put("text", text);
            filter.put("lines", Integer.toString(lines));
            String query = filter.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return session.show(
                    session.host().get("/audit?" + query),
                    entries -> session.console()
                            .table(entries.valueStream()
                                    .map(entry -> ViewVerbs.texts(
                                            entry, "time", "who", "door", "act", "subject", "outcome", "detail"))
                                    .toList()));
        }
    }
}
