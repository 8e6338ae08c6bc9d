package dev.hazir.host.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import tools.jackson.databind.JsonNode;

/** What all verbs of one call share: the options that every verb takes, the console and the host. */
final class Session {

    private final Console console;
    private final Map<String, String> environment;

    private Path home;
    private boolean json;
    private boolean quiet;

    Session(Console console, Map<String, String> environment) {
        this.console = console;
        this.environment = environment;
        this.home = Path.of(environment.getOrDefault(StartOptions.HOME_VARIABLE, StartOptions.DEFAULT_HOME));
    }

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The host's home directory (default: $HAZIR_HOME or ./hazir-home).")
    void home(Path directory) {
        home = directory;
    }

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print data as JSON.")
    void json(boolean wanted) {
        json = wanted;
    }

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print no progress.")
    void quiet(boolean wanted) {
        quiet = wanted;
    }

    Path home() {
        return home;
    }

    boolean json() {
        return json;
    }

    boolean quiet() {
        return quiet;
    }

    Map<String, String> environment() {
        return environment;
    }

    Console console() {
        return console;
    }

    HostClient host() throws CliException {
        return HostClient.of(home);
    }

    void progress(String line) {
        if (!quiet) {
            console.progress(line);
        }
    }

    /** Prints an answer as JSON, or as the verb shows it to people; a refusal ends the verb. */
    int show(HostClient.Answer answer, Consumer<JsonNode> people) throws CliException {
        if (!answer.ok()) {
            throw refusal(answer);
        }
        if (json) {
            console.json(answer.body());
        } else {
            people.accept(answer.body());
        }
        return Exit.OK;
    }

    /** What to say about an answer that is an error. */
    CliException refusal(HostClient.Answer answer) {
        JsonNode body = answer.body();
        String outcome = body.path("outcome").asString("");
        if (json) {
            console.json(body);
        }
        return new CliException(outcome.isEmpty() ? Exit.FAILED : Exit.of(outcome), ProblemText.of(body));
    }
}
