package dev.hazir.host.security;

import dev.hazir.host.lifecycle.HostTime;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is signed in to the pages of operators. They live as long as the host runs, like its token, and end after some hours
 * without a request. Safe for use by several threads.
 */
public final class SignIns {

    static final Duration IDLE = Duration.ofHours(8);
    static final int MOST = 100;

    private static final int BYTES = 32;

    private final HostTime time;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Long> lastUsed = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, SignIn> open = new LinkedHashMap<>();

    /**
     * One browser that is signed in.
     *
     * @param id the secret of its cookie
     * @param csrf what its forms send with every act
     */
    public record SignIn(String id, String csrf) {

        /** Whether a form was made for this sign-in. Takes the same time wherever a wrong text differs. */
        public boolean accepts(String given) {
            return MessageDigest.isEqual(
                    csrf.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
        }

        /** Never shows the secrets. */
        @Override
        public String toString() {
            return "a sign-in";
        }
    }

    public SignIns(HostTime time) {
        this.time = time;
    }

    /** A text that nobody can guess. */
    public String secret() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Signs in; the one that was used longest ago ends when there are too many. */
    public synchronized SignIn begin() {
        SignIn signIn = new SignIn(secret(), secret());
        open.put(signIn.id(), signIn);
        lastUsed.put(signIn.id(), time.nanoTime());
        if (open.size() > MOST) {
            end(lastUsed.keySet().iterator().next());
        }
        return signIn;
    }

    /** The sign-in of a cookie's value, which is used by that. */
    public synchronized Optional<SignIn> find(String id) {
        long now = time.nanoTime();
        Iterator<Map.Entry<String, Long>> oldest = lastUsed.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<String, Long> entry = oldest.next();
            if (now - entry.getValue() < IDLE.toNanos()) {
                break;
            }
            oldest.remove();
            open.remove(entry.getKey());
        }
        Optional<SignIn> found = Optional.ofNullable(open.get(id));
        found.ifPresent(signIn -> lastUsed.put(signIn.id(), now));
        return found;
    }

    /** Whether a sign-in goes on; asking does not prolong it. */
    public synchronized boolean goesOn(String id) {
        Long used = lastUsed.get(id);
        return used != null && time.nanoTime() - used < IDLE.toNanos();
    }

    public synchronized void end(String id) {
        open.remove(id);
        lastUsed.remove(id);
    }
}
