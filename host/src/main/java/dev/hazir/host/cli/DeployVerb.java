package dev.hazir.host.cli;

import dev.hazir.host.store.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The verbs that bring a jar to the host, or tell it where to take one from: install, upgrade, plan. */
abstract class DeployVerb implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "JAR", description = "The applet's jar: a file, or an address below one of hazir sources.")
    private String jar = "";

    @Option(
            names = "--from-folder",
            description = "JAR is the name of a file in the folder of hazir sources; hazir sources jars lists them.")
    private boolean fromFolder;

    DeployVerb(Session session) {
        this.session = session;
    }

    @Override
    public final Integer call() throws Exception {
        if (isFile() && !Files.isRegularFile(Path.of(jar))) {
            throw new CliException(Exit.USAGE, "There is no file " + jar + ".");
        }
        return run(session, session.host());
    }

    abstract int run(Session session, HostClient host) throws CliException;

    /** Brings the jar to the host; what it is refused for before anything becomes of it ends the verb. */
    final HostClient.Answer deliver(HostClient host, String path) throws CliException {
        long start = System.nanoTime();
        HostClient.Answer answer = isFile()
                ? host.upload(path, Path.of(jar))
                : host.sendPatiently("POST", path, Map.of(fromFolder ? "file" : "url", jar));
        if (isFile()) {
            tell("uploaded", Bytes.text(Path.of(jar).toFile().length()), start);
        } else if (answer.ok()) {
            tell("taken", jar, start);
        }
        return answer;
    }

    private void tell(String step, String detail, long start) {
        session.progress(OperationWatch.step(step, detail, (System.nanoTime() - start) / 1_000_000));
    }

    private boolean isFile() {
        return !fromFolder && !jar.contains("://");
    }

    /** {@code hazir install}. */
    @Command(name = "install", description = "Install an applet.")
    static final class Install extends DeployVerb {

        Install(Session session) {
            super(session);
        }

        @Override
        int run(Session session, HostClient host) throws CliException {
            return new OperationWatch(session, host).follow(deliver(host, "/applets?intent=install&async=true"));
        }
    }

    /** {@code hazir upgrade}. */
    @Command(name = "upgrade", description = "Replace an applet by another version of it, while it is used.")
    static final class Upgrade extends DeployVerb {

        Upgrade(Session session) {
            super(session);
        }

        @Override
        int run(Session session, HostClient host) throws CliException {
            return new OperationWatch(session, host).follow(deliver(host, "/applets?intent=upgrade&async=true"));
        }
    }

    /** {@code hazir plan}. */
    @Command(name = "plan", description = "Show what installing or upgrading would change; changes nothing.")
    static final class Plan extends DeployVerb {

        Plan(Session session) {
            super(session);
        }

        @Override
        int run(Session session, HostClient host) throws CliException {
            HostClient.Answer answer = deliver(host, "/applets/plan");
            int exit = session.show(answer, plan -> print(session.console(), plan));
            if (!answer.body().path("problems").isEmpty()) {
                throw new CliException(Exit.REFUSED, ProblemText.of(answer.body()));
            }
            return exit;
        }

        private static void print(Console console, JsonNode plan) {
            String replaces = plan.path("replaces").asString("");
            console.data(
                    plan.path("applet").asString() + " " + plan.path("version").asString()
                            + (replaces.isEmpty() ? " would be installed" : " would replace " + replaces));
            console.table(plan.path("changes")
                    .valueStream()
                    .map(change -> List.of(
                            "  " + change.path("effect").asString(),
                            change.path("what").asString(),
                            change.path("subject").asString(),
                            change.path("note").asString()))
                    .toList());
            console.table(plan.path("open")
                    .valueStream()
                    .map(open -> List.of(
                            "  " + open.path("fate").asString(),
                            open.path("count").asLong() + " × "
                                    + open.path("kind").asString(),
                            open.path("where").asString(),
                            open.path("note").asString()))
                    .toList());
            String restarts = plan.path("restarts").asString("");
            if (!restarts.isEmpty()) {
                console.data("  restarts: " + restarts);
            }
            plan.path("warnings")
                    .forEach(warning ->
                            console.data("  warning: " + warning.path("what").asString()));
        }
    }
}
