package dev.hazir.host.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code hazir operations}: what was done and what is being done. */
@Command(name = "operations", description = "List operations, or cancel one.")
final class OperationsVerb implements Callable<Integer> {

    private final Session session;

    OperationsVerb(Session session) {
        this.session = session;
    }

    static CommandLine command(Session session) {
        return new CommandLine(new OperationsVerb(session)).addSubcommand(new Cancel(session));
    }

    @Override
    public Integer call() throws Exception {
        return session.show(
                session.host().get("/operations"),
                operations -> session.console()
                        .table(operations.valueStream().map(OperationsVerb::row).toList()));
    }

    private static List<String> row(JsonNode operation) {
        return ViewVerbs.texts(operation, "number", "kind", "applet", "state", "by", "message");
    }

    /** {@code hazir operations cancel}. */
    @Command(name = "cancel", description = "Cancel an operation that has not made anything permanent yet.")
    static final class Cancel implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "NUMBER", description = "The operation's number.")
        private long number;

        Cancel(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            return session.show(
                    session.host().send("POST", "/operations/" + number + "/cancel", Map.of()),
                    operation ->
                            session.console().data(operation.path("message").asString()));
        }
    }
}
