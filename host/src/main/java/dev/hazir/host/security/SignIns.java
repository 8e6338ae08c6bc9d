package dev.hazir.host.security;

import dev.hazir.host.lifecycle.HostTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who is signed in to the pages of operators. They live as long as the host runs, and end after some hours without a
 * request. Safe for use by several threads.
 */
public final class SignIns {

    static final Duration IDLE = Duration.ofHours(8);
    static final Duration CONFIRMED = Duration.ofMinutes(10);
    static final int MOST = 100;

    private static final int LONGEST_AGENT = 200;

    private final HostTime time;
    /** The one that was used longest ago first. */
    private final Map<String, Use> open = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * One browser that is signed in.
     *
     * @param id the secret of its cookie
     * @param csrf what its forms send with every act
     * @param handle names it in lists
     * @param person who signed in
     * @param from the address at that time
     * @param agent what the browser said of itself
     */
    public record SignIn(
            String id, String csrf, String handle, String person, Instant since, String from, String agent) {

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

    /** A sign-in as it may be shown. */
    public record Session(String handle, String person, Instant since, Instant lastUsed, String from, String agent) {}

    private record Use(SignIn signIn, long last, Instant lastAt, long confirmed) {}

    public SignIns(HostTime time) {
        this.time = time;
    }

    /** Signs in; the one that was used longest ago ends when there are too many. */
    public synchronized SignIn begin(String person, String from, String agent) {
        Instant now = time.clock().instant();
        SignIn signIn = new SignIn(
                Secrets.next(), Secrets.next(), Secrets.next().substring(0, 12), person, now, from, shortened(agent));
        open.put(signIn.id(), new Use(signIn, time.nanoTime(), now, time.nanoTime()));
        if (open.size() > MOST) {
            open.remove(open.keySet().iterator().next());
        }
        return signIn;
    }

    /** The sign-in of a cookie's value, which is used by that. */
    public synchronized Optional<SignIn> find(String id) {
        dropIdle();
        Use use = open.get(id);
        if (use == null) {
            return Optional.empty();
        }
        open.put(id, new Use(use.signIn(), time.nanoTime(), time.clock().instant(), use.confirmed()));
        return Optional.of(use.signIn());
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
        Use use = open.get(signIn.id());
        if (use != null) {
            open.put(signIn.id(), new Use(use.signIn(), use.last(), use.lastAt(), time.nanoTime()));
        }
    }

    /** All that are open, the newest first. */
    public synchronized List<Session> list() {
        dropIdle();
        List<Session> sessions = new ArrayList<>();
        for (Use use : open.values()) {
            SignIn one = use.signIn();
            sessions.add(new Session(one.handle(), one.person(), one.since(), use.lastAt(), one.from(), one.agent()));
        }
        sessions.sort(Comparator.comparing(Session::since).reversed());
        return sessions;
    }

    public synchronized void end(String id) {
        open.remove(id);
    }

    /** Ends those that a condition holds for; returns how many. */
    public synchronized int endAll(Predicate<SignIn> which) {
        int before = open.size();
        open.values().removeIf(use -> which.test(use.signIn()));
        return before - open.size();
    }

    private void dropIdle() {
        long now = time.nanoTime();
        open.values().removeIf(use -> now - use.last() >= IDLE.toNanos());
    }

    private static String shortened(String agent) {
        return agent.length() <= LONGEST_AGENT ? agent : agent.substring(0, LONGEST_AGENT);
    }
}
