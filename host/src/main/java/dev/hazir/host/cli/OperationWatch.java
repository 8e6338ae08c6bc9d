package dev.hazir.host.cli;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Follows an operation until it has ended, showing its steps as they are taken. */
final class OperationWatch {

    private static final long PAUSE_MILLIS = 100;

    private final Session session;
    private final HostClient host;
    private int shown;

    OperationWatch(Session session, HostClient host) {
        this.session = session;
        this.host = host;
    }

    /**
     * Follows the operation that an answer tells of and prints its result.
     *
     * @return the exit code
     */
    int follow(HostClient.Answer accepted) throws CliException {
        return result(await(accepted));
    }

    /** Follows the operation that an answer tells of; returns it as it ended. */
    JsonNode await(HostClient.Answer accepted) throws CliException {
        if (!accepted.ok()) {
            throw session.refusal(accepted);
        }
        JsonNode operation = accepted.body();
        steps(operation);
        while (operation.path("state").asString().equals("running")) {
            pause();
            HostClient.Answer answer =
                    host.get("/operations/" + operation.path("number").asLong());
            if (!answer.ok()) {
                throw session.refusal(answer);
            }
            operation = answer.body();
            steps(operation);
        }
        return operation;
    }

    /** One line of progress: a step, what it found and how long it took. */
    static String step(String name, String detail, long millis) {
        return String.format(Locale.ROOT, "  %-10s %-40s %.1f s", name, detail, millis / 1000.0);
    }

    private void steps(JsonNode operation) {
        JsonNode steps = operation.path("steps");
        for (; shown < steps.size(); shown++) {
            JsonNode step = steps.get(shown);
            session.progress(step(
                    step.path("name").asString(),
                    step.path("detail").asString(),
                    step.path("millis").asLong()));
        }
    }

    /** Prints how an operation ended; returns the exit code. */
    int result(JsonNode operation) throws CliException {
        if (session.json()) {
            session.console().json(operation);
        }
        int exit = Exit.of(operation.path("state").asString());
        if (exit != Exit.OK) {
            throw new CliException(exit, ProblemText.of(operation));
        }
        if (!session.json()) {
            session.console().data(operation.path("message").asString());
        }
        return exit;
    }

    private static void pause() throws CliException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(Exit.FAILED, "Interrupted. The operation goes on: hazir list");
        }
    }
}
