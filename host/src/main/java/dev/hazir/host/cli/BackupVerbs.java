package dev.hazir.host.cli;

import dev.hazir.host.applet.ColdRestore;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The verbs that make, list and restore backups. */
final class BackupVerbs {

    private BackupVerbs() {}

    /** {@code hazir backup}. */
    @Command(name = "backup", description = "Write a backup of the host, or of some applets, to a file.")
    static final class Make implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "FILE", description = "Where to; it must not exist.")
        private Path file = Path.of("");

        @Option(names = "--applet", paramLabel = "ID", description = "Only this applet; may be repeated.")
        private List<String> applets = new ArrayList<>();

        Make(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            if (Files.exists(file)) {
                throw new CliException(Exit.USAGE, file + " exists already.\nDo: choose another name");
            }
            HostClient host = session.host();
            OperationWatch watch = new OperationWatch(session, host);
            JsonNode operation = watch.await(host.send("POST", "/backups?async=true", Map.of("applets", applets)));
            if (operation.path("state").asString().equals("done")) {
                String backup =
                        "/backups/" + Text.segment(operation.path("result").asString());
                host.download(backup + "/file", file);
                host.delete(backup);
            }
            return watch.result(operation);
        }
    }

    /** {@code hazir backups}. */
    @Command(name = "backups", description = "List the backups that the host keeps.")
    static final class ListAll implements Callable<Integer> {

        private final Session session;

        ListAll(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            return session.show(session.host().get("/backups"), backups -> {
                if (backups.isEmpty()) {
                    session.console().data("No backups yet. Make one: hazir backup FILE");
                }
                session.console().table(backups.valueStream().map(ListAll::row).toList());
            });
        }

        private static List<String> row(JsonNode backup) {
            String problem = backup.path("problem").asString("");
            return List.of(
                    backup.path("name").asString(),
                    backup.path("made").asString(),
                    String.format(Locale.ROOT, "%.1f MB", backup.path("bytes").asLong() / 1e6),
                    problem.isEmpty() ? backup.path("reason").asString() : problem);
        }
    }

    /** {@code hazir restore}. */
    @Command(
            name = "restore",
            description = {
                "Bring applets back to what a backup holds.",
                "While no host runs on the home directory, a backup of the whole host is restored with its configuration."
            })
    static final class Restore implements Callable<Integer> {

        private final Session session;

        @Parameters(paramLabel = "FILE", description = "A file, or the name of a backup that the host keeps.")
        private String backup = "";

        @Option(names = "--applet", paramLabel = "ID", description = "Only this applet; may be repeated.")
        private List<String> applets = new ArrayList<>();

        Restore(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            Path file = Path.of(backup);
            if (!Files.isRegularFile(file)) {
                return restore(session.host(), backup);
            }
            HostClient host;
            HostClient.Answer received;
            try {
                host = session.host();
                received = host.upload("/backups/upload", file);
            } catch (CliException e) {
                if (e.exit() == Exit.NOT_REACHABLE) {
                    return restoreCold(file);
                }
                throw e;
            }
            if (!received.ok()) {
                throw session.refusal(received);
            }
            String name = received.body().path("name").asString();
            try {
                return restore(host, name);
            } finally {
                host.delete("/backups/" + Text.segment(name));
            }
        }

        private int restore(HostClient host, String name) throws CliException {
            return new OperationWatch(session, host)
                    .follow(host.send(
                            "POST",
                            "/backups/" + Text.segment(name) + "/restore?async=true",
                            Map.of("applets", applets)));
        }

        private int restoreCold(Path file) throws CliException {
            session.progress("No host runs on " + session.home() + ": its files are restored.");
            try (Home home = Home.open(session.home())) {
                List<String> done = ColdRestore.restore(home, file, new LinkedHashSet<>(applets));
                if (session.json()) {
                    session.console().json(JsonMapper.shared().valueToTree(Map.of("restored", done)));
                } else {
                    session.console().data("Restored: " + String.join(", ", done) + ". Start the host to run them.");
                }
                return Exit.OK;
            } catch (RefusedException e) {
                throw new CliException(Exit.REFUSED, String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw new CliException(Exit.FAILED, String.valueOf(e.getMessage()));
            }
        }
    }
}
