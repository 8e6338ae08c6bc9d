package dev.hazir.host.security;

import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.security.AccessException.Reason;
import dev.hazir.host.security.SignIns.Begun;
import dev.hazir.host.security.SignIns.SignIn;
import dev.hazir.host.store.DiskException;
import dev.hazir.host.store.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may come in to the operator's side: people with passwords, programs with tokens, and whoever can read the files of the
 * host. For any thread that may block.
 */
public final class Access implements AutoCloseable {

    /** Who a developer is on a host of his own. */
    public static final String DEV = "dev";

    private static final Logger log = LoggerFactory.getLogger(Access.class);
    private static final String SCHEME = "Bearer ";
    private static final Duration LONGEST_FOR_ADDRESS = Duration.ofMinutes(5);
    /** Short, so that a stranger who guesses cannot keep somebody out for long. */
    private static final Duration LONGEST_FOR_PERSON = Duration.ofSeconds(30);

    private static final int REMEMBERED_PLACES = 1_000;

    private final HostTime time;
    private final HostToken hostToken;
    private final AuditLog audit;
    private final boolean dev;
    private final People people;
    private final ApiTokens tokens;
    private final SignIns signIns;
    private final TrustedSigners signers;
    private final Throttle addresses;
    private final Throttle names;
    private final Throttle bearers;
    /** From where somebody has signed in: the pause that strangers have earned his name does not hold there. */
    private final Set<String> places = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED_PLACES;
        }
    }));

    private volatile @Nullable SetupToken setup;

    private Access(Home home, HostToken hostToken, HostTime time, boolean dev) {
        AccessFile file = AccessFile.open(People.fileIn(home.access()), home.disk());
        this.signers = new TrustedSigners(home.access(), home.disk(), time.clock());
        this.audit = new AuditLog(home.logs().resolve(AuditLog.NAME), time);
        this.time = time;
        this.hostToken = hostToken;
        this.dev = dev;
        this.people = new People(file, new PasswordHash(), time.clock());
        this.tokens = new ApiTokens(file, time);
        this.signIns = new SignIns(time, new SignInFile(home.access(), home.disk()));
        this.addresses = new Throttle(time, LONGEST_FOR_ADDRESS);
        this.names = new Throttle(time, LONGEST_FOR_PERSON);
        this.bearers = new Throttle(time, LONGEST_FOR_ADDRESS);
    }

    /**
     * Opens the doors of a home directory.
     *
     * @param dev whether everybody who reaches the pages is the developer
     * @param setupFile who is to be let in on a host that has no administrator, or null
     * @throws IOException with a sentence for the operator, when that file will not do
     */
    public static Access open(Home home, HostToken token, HostTime time, boolean dev, @Nullable Path setupFile)
            throws IOException {
        if (Files.isDirectory(home.access())) {
            home.disk().sweepUnfinished(home.access());
        }
        Access access = new Access(home, token, time, dev);
        access.people.fault().ifPresent(fault -> log.error("{} cannot be read: {}", access.people.path(), fault));
        if (setupFile != null && access.people.fault().isEmpty() && !access.people.hasAdmin()) {
            SetupFile.read(setupFile).addTo(access.people);
            log.info("set up from {}: {}", setupFile, access.people.list());
            access.audit.note(
                    new Caller("host", Role.ADMIN, List.of(), Door.HOST, ""),
                    "setup",
                    access.people.list().toString(),
                    "done",
                    "from " + setupFile);
        }
        access.signIns.restore((person, stamp) -> !stamp.isEmpty() && stamp.equals(access.stamp(person)));
        Files.deleteIfExists(SetupToken.fileIn(home.run()));
        if (access.waitsForSetup()) {
            access.setup = SetupToken.create(home.run(), time);
        }
        return access;
    }

    public People people() {
        return people;
    }

    public ApiTokens tokens() {
        return tokens;
    }

    public SignIns signIns() {
        return signIns;
    }

    /** The sign-in of a cookie's value, which is used by that. On a thread that may block. */
    public Optional<SignIn> signedIn(String secret) {
        Optional<SignIn> found = signIns.find(secret);
        if (found.isPresent()) {
            signIns.keepUse();
        }
        return found;
    }

    /** Whose jars are taken without asking. */
    public TrustedSigners signers() {
        return signers;
    }

    /** What was done here. */
    public AuditLog audit() {
        return audit;
    }

    /** Whether this is a developer's host, who is signed in already. */
    public boolean dev() {
        return dev;
    }

    /** Whether there is no administrator yet. */
    public boolean waitsForSetup() {
        return !dev && people.fault().isEmpty() && !people.hasAdmin();
    }

    /** The token for setting up, while there is no administrator. */
    public Optional<SetupToken> setupToken() {
        return waitsForSetup() ? Optional.ofNullable(setup) : Optional.empty();
    }

    /** Makes the first administrator and signs him in. */
    public Begun setUp(String token, String name, String password, Visitor visitor)
            throws AccessException, IOException {
        SetupToken expected = setupToken()
                .orElseThrow(() -> new AccessException(Reason.CONFLICT, "This host is set up already. Sign in."));
        try {
            expected.check(token);
        } catch (AccessException e) {
            noteRefused("", "setup", visitor, e);
            throw e;
        }
        Person person = people.addFirst(name, password);
        note(person, "setup", visitor);
        expected.close();
        log.info("{} set up this host from {}", person.name(), visitor.address());
        places.add(place(person.name(), visitor));
        return begin(person, visitor);
    }

    /** Signs somebody in. */
    public Begun signIn(String name, String password, Visitor visitor) throws AccessException {
        Person person;
        Begun begun;
        try {
            person = verify(name, password, visitor);
            begun = begin(person, visitor);
        } catch (AccessException e) {
            noteRefused(name, "sign in", visitor, e);
            throw e;
        }
        note(person, "sign in", visitor);
        log.info("{} signed in from {}", person.name(), visitor.address());
        return begun;
    }

    /** Signs in a developer, on his own host. */
    public Begun signInDeveloper(Visitor visitor) {
        return signIns.begin(DEV, stamp(DEV), visitor);
    }

    /** Takes the password of somebody who is signed in again. */
    public void confirm(SignIn signIn, String password, Visitor visitor) throws AccessException {
        try {
            verify(signIn.person(), password, visitor);
        } catch (AccessException e) {
            noteRefused(signIn.person(), "password again", visitor, e);
            throw e;
        }
        signIns.confirm(signIn);
    }

    /** Whether grave acts need no password now. */
    public boolean confirmed(SignIn signIn) {
        return dev || signIns.confirmed(signIn);
    }

    /** Somebody's own new password; his other sign-ins end. */
    public void changePassword(SignIn signIn, String password) throws AccessException, DiskException {
        people.changePassword(signIn.person(), password);
        signIns.stamp(signIn, stamp(signIn.person()));
        signIns.endAll(other ->
                other.person().equals(signIn.person()) && !other.handle().equals(signIn.handle()));
        signIns.keep();
    }

    /** A password that somebody else sets; the person's sign-ins end. */
    public Person resetPassword(String name, String password) throws AccessException, DiskException {
        Person person = people.changePassword(name, password);
        endSessions(person.name());
        return person;
    }

    public Person changeRole(String name, Role role) throws AccessException, DiskException {
        Person person = people.changeRole(name, role);
        endSessions(person.name());
        return person;
    }

    public void remove(String name) throws AccessException, DiskException {
        people.remove(name);
        endSessions(name);
    }

    /** Who a sign-in belongs to, if that person may still come in. */
    public Optional<Caller> caller(SignIn signIn, Door door, String from) {
        if (dev && signIn.person().equals(DEV)) {
            return Optional.of(new Caller(DEV, Role.ADMIN, List.of(), door, from));
        }
        return people.find(signIn.person())
                .map(person -> new Caller(person.name(), person.role(), List.of(), door, from));
    }

    /**
     * Who shows a bearer token (RFC 6750).
     *
     * @param cli whether it is the command line that asks
     */
    public Caller caller(String authorization, Visitor visitor, boolean cli) throws AccessException {
        if (hostToken.accepts(authorization)) {
            return new Caller(
                    cli ? "cli" : "api", Role.ADMIN, List.of(), cli ? Door.CLI : Door.REST, visitor.address());
        }
        boolean bearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        Optional<ApiToken> found =
                bearer ? tokens.find(authorization.substring(SCHEME.length()).strip()) : Optional.empty();
        Instant now = time.clock().instant();
        if (found.isPresent() && !found.get().expired(now)) {
            tokens.used(found.get());
            ApiToken token = found.get();
            return new Caller("token " + token.name(), role(token), token.applets(), Door.REST, visitor.address());
        }
        Duration pause = bearers.pause(visitor.network());
        if (!pause.isZero()) {
            throw new AccessException("wrong tokens", pause);
        }
        bearers.wrong(visitor.network());
        log.warn("A wrong token came from {}", visitor.address());
        AccessException wrong = new AccessException(
                Reason.WRONG,
                found.map(token -> "The token '" + token.name() + "' has expired. Make a new one.")
                        .orElse("The bearer token is not valid. Each start of the host makes a new one in run/token;"
                                + " tokens of programs are made under Settings, Access."));
        audit.note(
                new Caller(
                        found.map(ApiToken::toString).orElse("unknown"),
                        Role.VIEWER,
                        List.of(),
                        Door.REST,
                        visitor.address()),
                "sign in",
                "",
                "refused",
                String.valueOf(wrong.getMessage()));
        throw wrong;
    }

    @Override
    public void close() throws IOException {
        signIns.close();
        SetupToken token = setup;
        if (token != null) {
            token.close();
        }
    }

    /**
     * Begins the sign-in of somebody as he was when he proved it. Whoever gives him another password or role meanwhile ends
     * his sign-ins after that: either this one is among them, or it is seen here that he is another one now.
     */
    private Begun begin(Person person, Visitor visitor) throws AccessException {
        Begun begun = signIns.begin(person.name(), stamp(person), visitor);
        if (!stamp(person).equals(stamp(person.name()))) {
            signIns.end(begun.signIn());
            throw wrong();
        }
        signIns.keep();
        return begun;
    }

    /**
     * What a sign-in is good for after a restart: that person with that password and role, whoever has changed them meanwhile.
     * Empty when nobody is called so.
     */
    private String stamp(String name) {
        if (dev && name.equals(DEV)) {
            return DEV;
        }
        return people.find(name).map(Access::stamp).orElse("");
    }

    private static String stamp(Person person) {
        return Secrets.digest(person.hash() + " " + person.role());
    }

    /** Never more than who made it may do now. */
    private Role role(ApiToken token) {
        return people.find(token.by())
                .map(Person::role)
                .filter(maker -> !maker.covers(token.role()))
                .orElse(token.role());
    }

    private Person verify(String name, String password, Visitor visitor) throws AccessException {
        String address = visitor.network();
        String lower = name.strip().toLowerCase(Locale.ROOT);
        Duration pause = addresses.pause(address);
        boolean knownPlace = places.contains(place(lower, visitor));
        if (!knownPlace && names.pause(lower).compareTo(pause) > 0) {
            pause = names.pause(lower);
        }
        if (!pause.isZero()) {
            throw new AccessException("wrong passwords", pause);
        }
        Optional<Person> person = people.proven(name.strip(), password);
        if (person.isEmpty()) {
            addresses.wrong(address);
            names.wrong(lower);
            log.warn("A wrong name or password came from {}", visitor.address());
            throw wrong();
        }
        addresses.right(address);
        names.right(lower);
        places.add(place(lower, visitor));
        return person.get();
    }

    private static AccessException wrong() {
        return new AccessException(Reason.WRONG, "Name or password is wrong.");
    }

    private void note(Person person, String act, Visitor visitor) {
        audit.note(
                new Caller(person.name(), person.role(), List.of(), Door.UI, visitor.address()), act, "", "done", "");
    }

    /** What was typed as a name may be a password: it is only told when somebody is called so. Pauses are not told again. */
    private void noteRefused(String name, String act, Visitor visitor, AccessException why) {
        if (why.reason() != Reason.WAIT) {
            String who = people.find(name.strip()).map(Person::name).orElse("unknown");
            audit.note(
                    new Caller(who, Role.VIEWER, List.of(), Door.UI, visitor.address()),
                    act,
                    "",
                    "refused",
                    String.valueOf(why.getMessage()));
        }
    }

    private void endSessions(String name) {
        signIns.endAll(signIn -> signIn.person().equalsIgnoreCase(name));
    }

    private static String place(String name, Visitor visitor) {
        return name.toLowerCase(Locale.ROOT) + " " + visitor.network();
    }
}
