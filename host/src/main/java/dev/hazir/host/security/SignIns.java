package dev.hazir.host.security;

import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.security.SignInFile.Kept;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Who is signed in to the pages of operators. Sign-ins outlive the host, and end after some hours without a request. Nothing
 * here or on disk tells what a browser has to show. Safe for use by several threads; what ends one or writes is for threads
 * that may block.
 */
public final class SignIns implements AutoCloseable {

    static final Duration IDLE = Duration.ofHours(8);
    static final Duration CONFIRMED = Duration.ofMinutes(10);
    static final int MOST = 100;

    /** When sign-ins were used is written down no more often. */
    static final Duration USE_WRITTEN = Duration.ofMinutes(10);

    private static final int LONGEST_AGENT = 200;
    private static final String FORMS = "forms of the pages of operators";

    private final HostTime time;
    private final SignInFile file;
    /** The one that was used longest ago first. */
    private final Map<String, Use> open = new LinkedHashMap<>(16, 0.75f, true);

    private final AtomicLong written;

    /**
     * One browser that is signed in.
     *
     * @param id names it inside the host; a digest of the secret of its cookie
     * @param csrf what its forms send with every act; made from that secret, so that open pages outlive the host too
     * @param handle names it in lists
     * @param person who signed in
     */
    public record SignIn(String id, String csrf, String handle, String person) {

        /** Whether a form was made for this sign-in. Takes the same time wherever a wrong text differs. */
        public boolean accepts(String given) {
            return Secrets.same(csrf, given);
        }

        /** Never shows the secrets. */
        @Override
        public String toString() {
            return "sign-in of " + person;
        }
    }

    /**
     * A sign-in that has just begun.
     *
     * @param secret for the cookie; it is nowhere else
     */
    public record Begun(SignIn signIn, String secret) {

        /** Never shows the secret. */
        @Override
        public String toString() {
            return signIn.toString();
        }
    }

    /** A sign-in as it may be shown. */
    public record Session(String handle, String person, Instant since, Instant lastUsed, String from, String agent) {
        private Session(Kept kept, Instant lastUsed) {
            this(kept.handle(), kept.person(), kept.since(), lastUsed, kept.from(), kept.agent());
        }
    }

    /**
     * Sign-ins cannot be written.
     *
     * @param stale whether those that were written before are still in the file, also those that have ended since
     */
    public record NotKept(Path file, String why, boolean stale) {}

    /** @param confirmed when the password was given, or long ago */
    private record Use(Kept kept, long last, Instant lastAt, long confirmed) {
        Session session() {
            return new Session(kept, lastAt);
        }
    }

    SignIns(HostTime time, SignInFile file) {
        this.time = time;
        this.file = file;
        this.written = new AtomicLong(time.nanoTime());
    }

    /**
     * Takes back those that were kept, as far as their time is not over. None counts as one who has just given the password.
     *
     * @param stillGood whether somebody of this name still has this stamp
     */
    void restore(StillGood stillGood) {
        List<Kept> kept = file.read();
        Instant now = time.clock().instant();
        synchronized (this) {
            kept.stream()
                    .filter(one -> stillGood.test(one.person(), one.stamp()))
                    .sorted(Comparator.comparing(Kept::lastUsed))
                    .forEach(one -> add(restored(one, now)));
            dropIdle();
        }
    }

    @FunctionalInterface
    interface StillGood {
        boolean test(String person, String stamp);
    }

    /** A clock that was set back while the host was down makes nobody's use lie ahead. */
    private Use restored(Kept kept, Instant now) {
        Instant used = kept.lastUsed().isAfter(now) ? now : kept.lastUsed();
        Duration idle = Duration.between(used, now);
        Duration age = idle.compareTo(IDLE) > 0 ? IDLE : idle;
        return new Use(kept, time.nanoTime() - age.toNanos(), used, time.nanoTime() - CONFIRMED.toNanos());
    }

    /** Signs in; the one that was used longest ago ends when there are too many. It is not written yet. */
    synchronized Begun begin(String person, String stamp, Visitor visitor) {
        Instant now = time.clock().instant();
        String secret = Secrets.next();
        Kept kept = new Kept(
                Secrets.digest(secret),
                stamp,
                Secrets.next().substring(0, 12),
                person,
                now,
                now,
                visitor.address(),
                shortened(visitor.agent()));
        add(new Use(kept, time.nanoTime(), now, time.nanoTime()));
        return new Begun(signIn(kept, secret), secret);
    }

    /** The sign-in of a cookie's value, which is used by that. On any thread. */
    public synchronized Optional<SignIn> find(String secret) {
        dropIdle();
        String id = Secrets.digest(secret);
        Use use = open.get(id);
        if (use == null) {
            return Optional.empty();
        }
        open.put(id, new Use(use.kept(), time.nanoTime(), time.clock().instant(), use.confirmed()));
        return Optional.of(signIn(use.kept(), secret));
    }

    /** Whether a sign-in goes on; asking does not prolong it. */
    public synchronized boolean goesOn(String id) {
        Use use = open.get(id);
        return use != null && time.nanoTime() - use.last() < IDLE.toNanos();
    }

    /** Whether the password was given a short time ago. */
    public synchronized boolean confirmed(SignIn signIn) {
        Use use = open.get(signIn.id());
        return use != null && time.nanoTime() - use.confirmed() < CONFIRMED.toNanos();
    }

    /** The password was given again. */
    public synchronized void confirm(SignIn signIn) {
        open.computeIfPresent(signIn.id(), (id, use) -> new Use(use.kept(), use.last(), use.lastAt(), time.nanoTime()));
    }

    /** It goes on although the person has another password. */
    synchronized void stamp(SignIn signIn, String stamp) {
        open.computeIfPresent(
                signIn.id(),
                (id, use) -> new Use(use.kept().stamped(stamp), use.last(), use.lastAt(), use.confirmed()));
    }

    /** All that are open, the newest first. */
    public synchronized List<Session> list() {
        dropIdle();
        List<Session> sessions = new ArrayList<>();
        open.values().forEach(use -> sessions.add(use.session()));
        sessions.sort(Comparator.comparing(Session::since).reversed());
        return sessions;
    }

    public void end(SignIn signIn) {
        endAll(session -> session.handle().equals(signIn.handle()));
    }

    /** Ends those that a condition holds for; returns how many. */
    public int endAll(Predicate<Session> which) {
        int ended;
        synchronized (this) {
            int before = open.size();
            open.values().removeIf(use -> which.test(use.session()));
            ended = before - open.size();
        }
        if (ended > 0) {
            keep();
        }
        return ended;
    }

    /** Why they do not outlive the host, while that is so. */
    public Optional<NotKept> failure() {
        return file.failure();
    }

    /** Writes them down as they are now. */
    void keep() {
        written.set(time.nanoTime());
        synchronized (file) {
            file.write(snapshot());
        }
    }

    /** Writes down that one was used, if that was not done a short time ago. */
    void keepUse() {
        long last = written.get();
        if (time.nanoTime() - last >= USE_WRITTEN.toNanos() && written.compareAndSet(last, time.nanoTime())) {
            keep();
        }
    }

    @Override
    public void close() {
        if (!snapshot().isEmpty()) {
            keep();
        }
    }

    private synchronized List<Kept> snapshot() {
        dropIdle();
        return open.values().stream()
                .map(use -> use.kept().usedAt(use.lastAt()))
                .toList();
    }

    private void add(Use use) {
        open.put(use.kept().id(), use);
        if (open.size() > MOST) {
            open.remove(open.keySet().iterator().next());
        }
    }

    private void dropIdle() {
        long now = time.nanoTime();
        open.values().removeIf(use -> now - use.last() >= IDLE.toNanos());
    }

    private static SignIn signIn(Kept kept, String secret) {
        return new SignIn(kept.id(), Secrets.derived(secret, FORMS), kept.handle(), kept.person());
    }

    private static String shortened(String agent) {
        return agent.length() <= LONGEST_AGENT ? agent : agent.substring(0, LONGEST_AGENT);
    }
}
