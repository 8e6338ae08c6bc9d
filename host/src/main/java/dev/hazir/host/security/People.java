package dev.hazir.host.security;

import dev.hazir.host.security.AccessException.Reason;
import dev.hazir.host.store.DiskException;
import dev.hazir.host.store.Home;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The people who may come in, kept in the home directory. For any thread that may block. */
public final class People {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,39}");

    /** What operations and the audit log call those who are no person. */
    private static final Set<String> TAKEN =
            Set.of("api", "browser", "cli", "config", "demo", "dev", "drop", "host", "machine", "start");

    private final AccessFile file;
    private final PasswordHash hashes;
    private final Clock clock;

    People(AccessFile file, PasswordHash hashes, Clock clock) {
        this.file = file;
        this.hashes = hashes;
        this.clock = clock;
    }

    /** The people of a home directory on which no host runs. */
    public static People offline(Home home) {
        return new People(AccessFile.open(fileIn(home.access()), home.disk()), new PasswordHash(), Clock.systemUTC());
    }

    public static Path fileIn(Path access) {
        return access.resolve("access.json");
    }

    /** All, by name. */
    public List<Person> list() {
        return file.state().people();
    }

    public Optional<Person> find(String name) {
        return list().stream().filter(person -> person.is(name)).findFirst();
    }

    /** The names of those who may do what needs a role. */
    public List<String> with(Role needed) {
        return list().stream()
                .filter(person -> person.role().covers(needed))
                .map(Person::name)
                .toList();
    }

    public boolean hasAdmin() {
        return !with(Role.ADMIN).isEmpty();
    }

    /** Why the list cannot be read; then it is empty and nothing can be changed. */
    public Optional<String> fault() {
        return file.fault();
    }

    public Path path() {
        return file.path();
    }

    /** Adds somebody. */
    public Person add(String name, Role role, String password) throws AccessException, DiskException {
        return add(name, role, password, false);
    }

    /** Adds the administrator of a host that has none yet. */
    public Person addFirst(String name, String password) throws AccessException, DiskException {
        return add(name, Role.ADMIN, password, true);
    }

    private Person add(String name, Role role, String password, boolean first) throws AccessException, DiskException {
        checkName(name.strip());
        PasswordRules.check(name.strip(), password);
        Instant now = clock.instant();
        Person person = new Person(name.strip(), role, hashes.of(password), now, now);
        file.change(state -> {
            if (first && state.people().stream().anyMatch(other -> other.role() == Role.ADMIN)) {
                throw new AccessException(Reason.CONFLICT, "This host is set up already. Sign in.");
            }
            return with(state, List.of(person));
        });
        return person;
    }

    /** Somebody with a hash that was made elsewhere. */
    record Hashed(String name, Role role, String hash) {}

    /** Adds people, all or none. */
    void addHashed(List<Hashed> all) throws AccessException, DiskException {
        Instant now = clock.instant();
        List<Person> added = new ArrayList<>();
        for (Hashed one : all) {
            checkName(one.name());
            if (!PasswordHash.readable(one.hash())) {
                throw new AccessException(
                        Reason.UNFIT,
                        "the hash of " + one.name() + " is none that this host knows; hazir admin hash makes one");
            }
            added.add(new Person(one.name(), one.role(), one.hash(), now, now));
        }
        file.change(state -> with(state, added));
    }

    private static AccessFile.State with(AccessFile.State state, List<Person> added) throws AccessException {
        List<Person> next = new ArrayList<>(state.people());
        for (Person person : added) {
            if (next.stream().anyMatch(other -> other.is(person.name()))) {
                throw new AccessException(Reason.CONFLICT, "There is somebody called " + person.name() + " already.");
            }
            next.add(person);
        }
        next.sort(Comparator.comparing(one -> one.name().toLowerCase(Locale.ROOT)));
        return state.withPeople(next);
    }

    public Person changeRole(String name, Role role) throws AccessException, DiskException {
        return replace(name, person -> person.withRole(role));
    }

    public Person changePassword(String name, String password) throws AccessException, DiskException {
        Person known = known(name);
        PasswordRules.check(known.name(), password);
        String hash = hashes.of(password);
        return replace(name, person -> person.withHash(hash, clock.instant()));
    }

    /** Removes somebody, with the tokens that he or she made. */
    public void remove(String name) throws AccessException, DiskException {
        Person known = known(name);
        file.change(state -> {
            List<Person> next =
                    state.people().stream().filter(person -> !person.is(name)).toList();
            keepsAdmin(state.people(), next);
            return new AccessFile.State(
                    next,
                    state.tokens().stream()
                            .filter(token -> !known.is(token.by()))
                            .toList());
        });
    }

    /** The person of this name as he or she was with this password; takes as long for a name that nobody has. */
    Optional<Person> proven(String name, String password) throws AccessException {
        if (fault().isPresent()) {
            throw file.unreadable();
        }
        Optional<Person> person = find(name);
        if (person.isEmpty() || password.length() > PasswordRules.LONGEST * 2) {
            hashes.matchNobody("");
            return Optional.empty();
        }
        return hashes.matches(password, person.get().hash()) ? person : Optional.empty();
    }

    private Person replace(String name, UnaryOperator<Person> change) throws AccessException, DiskException {
        known(name);
        file.change(state -> {
            List<Person> next = state.people().stream()
                    .map(person -> person.is(name) ? change.apply(person) : person)
                    .toList();
            keepsAdmin(state.people(), next);
            return state.withPeople(next);
        });
        return known(name);
    }

    private Person known(String name) throws AccessException {
        if (fault().isPresent()) {
            throw file.unreadable();
        }
        return find(name)
                .orElseThrow(() -> new AccessException(
                        Reason.UNKNOWN,
                        "There is nobody called " + name + "."
                                + (list().isEmpty()
                                        ? ""
                                        : " There are: "
                                                + String.join(
                                                        ", ",
                                                        list().stream()
                                                                .map(Person::name)
                                                                .toList())
                                                + ".")));
    }

    private static void keepsAdmin(List<Person> before, List<Person> next) throws AccessException {
        boolean had = before.stream().anyMatch(person -> person.role() == Role.ADMIN);
        if (had && next.stream().noneMatch(person -> person.role() == Role.ADMIN)) {
            throw new AccessException(
                    Reason.CONFLICT,
                    "This is the only administrator: somebody must be able to let people in. Make another one first.");
        }
    }

    private static void checkName(String name) throws AccessException {
        if (!NAME.matcher(name).matches()) {
            throw new AccessException(
                    Reason.UNFIT,
                    "A name begins with a letter or digit and has at most 40 letters, digits and . _ @ - without spaces.");
        }
        if (TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
            throw new AccessException(
                    Reason.UNFIT, "The name " + name + " means a part of the host. Choose another one.");
        }
    }
}
