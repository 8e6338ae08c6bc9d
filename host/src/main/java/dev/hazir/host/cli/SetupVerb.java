package dev.hazir.host.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hazir setup}: the first administrator, also before the first start. */
@Command(
        name = "setup",
        description = "Make the first administrator; the password is asked for, or read from standard input.")
final class SetupVerb implements Callable<Integer> {

    private final Session session;

    @Option(names = "--admin", required = true, paramLabel = "NAME", description = "The administrator's name.")
    private String name = "";

    SetupVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        String password = session.console().newPassword(name);
        return new PeopleDesk(session)
                .change(
                        host -> host.send("POST", "/people", Map.of("name", name, "password", password, "first", true)),
                        people -> people.addFirst(name, password),
                        name + " is the administrator. Sign in at /admin/");
    }
}
