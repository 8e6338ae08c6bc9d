package dev.hazir.host.cli;

import dev.hazir.host.security.AccessException;
import dev.hazir.host.security.AuditLog;
import dev.hazir.host.security.Caller;
import dev.hazir.host.security.Door;
import dev.hazir.host.security.People;
import dev.hazir.host.security.Role;
import dev.hazir.host.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Changes who may come in: through the host when it runs, otherwise in the files of the home directory. */
final class PeopleDesk {

    private static final Caller CLI = new Caller("cli", Role.ADMIN, List.of(), Door.CLI, "");

    private final Session session;

    /** What the running host is asked. */
    @FunctionalInterface
    interface Online {
        HostClient.Answer ask(HostClient host) throws CliException;
    }

    /** What is done when no host runs. */
    @FunctionalInterface
    interface Offline {
        void act(People people) throws AccessException, IOException;
    }

    PeopleDesk(Session session) {
        this.session = session;
    }

    /** Does something with the people and says what was done. */
    int change(Online online, Offline offline, String done) throws CliException {
        Offline noted = (people) -> {
            offline.act(people);
            AuditLog.offline(session.home().resolve("logs")).note(CLI, "people", "", "done", done);
        };
        return act(online, answer -> session.progress(done), noted, () -> session.progress(done));
    }

    int act(Online online, Consumer<JsonNode> show, Offline offline, Runnable then) throws CliException {
        if (Files.exists(session.home().resolve("run/host.json"))) {
            try {
                return session.show(online.ask(session.host()), show);
            } catch (CliException e) {
                if (e.exit() != Exit.NOT_REACHABLE) {
                    throw e;
                }
            }
        }
        try (Home home = Home.open(session.home())) {
            People people = People.offline(home);
            offline.act(people);
            then.run();
            return Exit.OK;
        } catch (AccessException e) {
            throw new CliException(Exit.REFUSED, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CliException(Exit.FAILED, String.valueOf(e.getMessage()));
        }
    }
}
