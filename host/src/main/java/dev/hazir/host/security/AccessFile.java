package dev.hazir.host.security;

import dev.hazir.host.security.AccessException.Reason;
import dev.hazir.host.store.Disk;
import dev.hazir.host.store.DiskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file with people and tokens. Each change is one write, so that both are always of one moment; what was read or
 * written last is seen by any thread. A file that cannot be read lets nobody in and is never overwritten.
 */
final class AccessFile {

    private final Path file;
    private final Disk disk;
    private final String fault;
    private volatile State state;

    /** What the file holds. */
    record State(List<Person> people, List<ApiToken> tokens) {
        State {
            people = List.copyOf(people);
            tokens = List.copyOf(tokens);
        }

        State withPeople(List<Person> next) {
            return new State(next, tokens);
        }

        State withTokens(List<ApiToken> next) {
            return new State(people, next);
        }
    }

    /** A change of what the file holds. */
    interface Change {
        State of(State before) throws AccessException;
    }

    private AccessFile(Path file, Disk disk, State state, String fault) {
        this.file = file;
        this.disk = disk;
        this.state = state;
        this.fault = fault;
    }

    static AccessFile open(Path file, Disk disk) {
        State none = new State(List.of(), List.of());
        if (!Files.exists(file)) {
            return new AccessFile(file, disk, none, "");
        }
        try {
            return new AccessFile(file, disk, read(file), "");
        } catch (IOException | JacksonException | IllegalArgumentException | NullPointerException e) {
            String why = Objects.requireNonNullElse(e.getMessage(), e.toString());
            return new AccessFile(file, disk, none, why.lines().findFirst().orElse(""));
        }
    }

    State state() {
        return state;
    }

    Path path() {
        return file;
    }

    /** Why the file cannot be read. */
    Optional<String> fault() {
        return Optional.of(fault).filter(text -> !text.isEmpty());
    }

    synchronized void change(Change change) throws AccessException, DiskException {
        if (!fault.isEmpty()) {
            throw unreadable();
        }
        State next = change.of(state);
        disk.write(file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(next));
        state = next;
    }

    AccessException unreadable() {
        return new AccessException(
                Reason.UNAVAILABLE,
                "The list of people in " + file + " cannot be read, so nobody can sign in. Put back the file from a"
                        + " backup, or delete it and set up the host again, and restart the host.");
    }

    private static State read(Path file) throws IOException {
        State read = JsonMapper.shared().readValue(Files.readAllBytes(file), State.class);
        for (Person person : read.people()) {
            need(person.name(), "a name");
            need(person.role(), "a role of " + person.name());
            need(person.since(), "since of " + person.name());
            need(person.passwordSince(), "passwordSince of " + person.name());
            if (!PasswordHash.readable(need(person.hash(), "a hash of " + person.name()))) {
                throw new IllegalArgumentException("the hash of " + person.name() + " is none that this host knows");
            }
        }
        for (ApiToken token : read.tokens()) {
            need(token.id(), "the id of a token");
            need(token.name(), "the name of token " + token.id());
            need(token.digest(), "the digest of token " + token.id());
            need(token.role(), "the role of token " + token.id());
            need(token.since(), "since of token " + token.id());
        }
        return read;
    }

    private static <T> T need(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return value;
    }
}
