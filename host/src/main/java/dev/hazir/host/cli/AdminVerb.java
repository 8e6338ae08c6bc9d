package dev.hazir.host.cli;

import dev.hazir.host.security.AccessException;
import dev.hazir.host.security.PasswordHash;
import dev.hazir.host.security.PasswordRules;
import dev.hazir.host.security.Person;
import dev.hazir.host.security.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code hazir admin}: who may come in to the pages of operators. Works also when no host runs. */
@Command(name = "admin", description = "Say who may come in: list, add, role, reset, remove, hash.")
final class AdminVerb implements Runnable {

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandLine.Model.CommandSpec spec;

    static CommandLine command(Session session) {
        CommandLine command = new CommandLine(new AdminVerb());
        for (Object verb : List.of(
                new ListPeople(session),
                new Add(session),
                new ChangeRole(session),
                new Reset(session),
                new Remove(session),
                new Hash(session))) {
            command.addSubcommand(verb);
        }
        return command;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "Say what to do: list, add, role, reset, remove or hash.");
    }

    /** {@code hazir admin list}. */
    @Command(name = "list", description = "List the people with their roles.")
    static final class ListPeople implements Callable<Integer> {
        private final Session session;

        ListPeople(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            List<Person> found = new ArrayList<>();
            return new PeopleDesk(session)
                    .act(
                            host -> host.get("/people"),
                            people -> session.console()
                                    .table(people.valueStream()
                                            .map(person -> ViewVerbs.texts(person, "name", "role"))
                                            .toList()),
                            people -> found.addAll(people.list()),
                            () -> print(found));
        }

        private void print(List<Person> people) {
            List<Map<String, String>> rows = people.stream()
                    .map(person ->
                            Map.of("name", person.name(), "role", person.role().word()))
                    .toList();
            if (session.json()) {
                session.console().json(JsonMapper.shared().valueToTree(rows));
            } else {
                session.console()
                        .table(people.stream()
                                .map(person ->
                                        List.of(person.name(), person.role().word()))
                                .toList());
            }
        }
    }

    /** What is done with one person. */
    abstract static class One implements Callable<Integer> {
        final Session session;

        @Parameters(index = "0", paramLabel = "NAME", description = "The person's name.")
        String name = "";

        One(Session session) {
            this.session = session;
        }

        PeopleDesk desk() {
            return new PeopleDesk(session);
        }

        String path() {
            return "/people/" + Text.segment(name);
        }
    }

    /** {@code hazir admin add}. */
    @Command(name = "add", description = "Let somebody in; the password is asked for, or read from standard input.")
    static final class Add extends One {

        @Option(names = "--role", defaultValue = "admin", description = "viewer, operator or admin (default).")
        private String role = "admin";

        Add(Session session) {
            super(session);
        }

        @Override
        public Integer call() throws Exception {
            Role wanted = role(role);
            String password = session.console().newPassword(name);
            return desk().change(
                            host -> host.send(
                                    "POST",
                                    "/people",
                                    Map.of("name", name, "password", password, "role", wanted.word())),
                            people -> people.add(name, wanted, password),
                            name + " may come in as " + wanted.title() + ".");
        }
    }

    /** {@code hazir admin role}. */
    @Command(name = "role", description = "Give somebody another role.")
    static final class ChangeRole extends One {

        @Parameters(index = "1", paramLabel = "ROLE", description = "viewer, operator or admin.")
        private String role = "";

        ChangeRole(Session session) {
            super(session);
        }

        @Override
        public Integer call() throws Exception {
            Role wanted = role(role);
            return desk().change(
                            host -> host.send("PUT", path(), Map.of("role", wanted.word())),
                            people -> people.changeRole(name, wanted),
                            name + " is " + wanted.title() + " now.");
        }
    }

    /** {@code hazir admin reset}. */
    @Command(
            name = "reset",
            description = "Set another password for somebody; it is asked for, or read from standard input.")
    static final class Reset extends One {

        Reset(Session session) {
            super(session);
        }

        @Override
        public Integer call() throws Exception {
            String password = session.console().newPassword(name);
            return desk().change(
                            host -> host.send("PUT", path(), Map.of("password", password)),
                            people -> people.changePassword(name, password),
                            name + " has another password and is signed out everywhere.");
        }
    }

    /** {@code hazir admin remove}. */
    @Command(name = "remove", description = "Let somebody in no more.")
    static final class Remove extends One {

        Remove(Session session) {
            super(session);
        }

        @Override
        public Integer call() throws Exception {
            return desk().change(
                            host -> host.delete(path()), people -> people.remove(name), name + " may come in no more.");
        }
    }

    /** {@code hazir admin hash}. */
    @Command(name = "hash", description = "Make the hash of a password, for a set-up file.")
    static final class Hash implements Callable<Integer> {
        private final Session session;

        Hash(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() throws Exception {
            String password = session.console().newPassword("the set-up file");
            try {
                PasswordRules.check("", password);
                session.console().data(new PasswordHash().of(password));
                return Exit.OK;
            } catch (AccessException e) {
                throw new CliException(Exit.REFUSED, String.valueOf(e.getMessage()));
            }
        }
    }

    private static Role role(String word) throws CliException {
        return Role.of(word)
                .orElseThrow(() ->
                        new CliException(Exit.USAGE, "'" + word + "' is no role.\nDo: viewer, operator or admin"));
    }
}
