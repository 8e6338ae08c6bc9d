package dev.hazir.host.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code hazir leaks}. */
@Command(name = "leaks", description = "Show which ended versions are still held in memory, and by what.")
final class LeaksVerb implements Callable<Integer> {

    /** One or the other. */
    static final class Act {
        @Option(
                names = "--path",
                description = "Search the heap for what holds them; the host pauses while it is written down.")
        private boolean path;

        @Option(
                names = "--mend",
                description = "End the threads, timers, executors and shutdown hooks they have left behind.")
        private boolean mend;
    }

    private final Session session;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "Of one applet only.")
    private @Nullable String id;

    @ArgGroup
    private @Nullable Act act;

    LeaksVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        if (id == null && act != null) {
            throw new ParameterException(spec.commandLine(), "Say of which applet: hazir leaks ID --path");
        }
        return session.show(ask(session.host()), this::print);
    }

    private HostClient.Answer ask(HostClient host) throws CliException {
        if (id == null) {
            return host.get("/leaks");
        }
        String leaks = "/applets/" + Text.segment(id) + "/leaks";
        if (act == null) {
            return host.get(leaks);
        }
        return host.send("POST", leaks + (act.path ? "/path" : "/mend"), Map.of());
    }

    private void print(JsonNode unloads) {
        if (unloads.isEmpty()) {
            session.progress("No ended version" + (id == null ? "" : " of " + id) + " is held.");
        }
        for (JsonNode unload : unloads) {
            session.console()
                    .data(unload.path("applet").asString() + " "
                            + unload.path("version").asString() + "  ended "
                            + unload.path("at").asString() + ", "
                            + unload.path("verdict").asString());
            List<String> lines = new ArrayList<>();
            for (JsonNode holder : unload.path("holders")) {
                lines.add(holder.path("kind").asString() + ": "
                        + holder.path("what").asString());
                holder.path("stack").forEach(call -> lines.add("  at " + call.asString()));
            }
            if (!unload.path("path").asString().isEmpty()) {
                lines.add("path: " + unload.path("path").asString());
            }
            lines.forEach(line -> session.console().data("    " + line));
        }
    }
}
