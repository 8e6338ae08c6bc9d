package dev.hazir.host.security;

import dev.hazir.host.security.AccessException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords as Argon2id hashes, written as {@code $argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>}. A hash takes 19 MiB and a
 * twentieth of a second, so that few are made at a time and few wait: who floods the host with sign-ins takes neither its
 * memory nor its workers. The library is loaded with the first hash.
 */
public final class PasswordHash {

    private static final int MEMORY_KIB = 19_456;
    private static final int ITERATIONS = 2;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int AT_A_TIME = 2;
    private static final int WAITING = 16;

    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d)\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    /** A hash in the file must not ask for more than the host can give. */
    private static final int MOST_MEMORY_KIB = 262_144;

    private static final int MOST_WORK_KIB = 2_097_152;

    /** Nobody's password, so that a name that does not exist takes as long as one that does. */
    private static final String NOBODY =
            "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ib2Q$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final Semaphore turns = new Semaphore(AT_A_TIME, true);
    private final AtomicInteger waiting = new AtomicInteger();

    private record Cost(int memoryKib, int iterations, int lanes) {}

    /** Hashes a password, on a thread that may block. */
    public String of(String password) throws AccessException {
        byte[] salt = Secrets.bytes(SALT_BYTES);
        byte[] hash = compute(password, salt, new Cost(MEMORY_KIB, ITERATIONS, 1), HASH_BYTES);
        Base64.Encoder text = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + ITERATIONS + ",p=1$" + text.encodeToString(salt) + "$"
                + text.encodeToString(hash);
    }

    /** Whether a password has this hash, on a thread that may block. */
    public boolean matches(String password, String hash) throws AccessException {
        Matcher form = FORM.matcher(hash);
        if (!form.matches()) {
            throw new IllegalArgumentException("not a hash of a password that this host knows");
        }
        byte[] expected = Base64.getDecoder().decode(form.group(5));
        Cost cost = cost(form);
        byte[] salt = Base64.getDecoder().decode(form.group(4));
        return MessageDigest.isEqual(expected, compute(password, salt, cost, expected.length));
    }

    /** Takes as long as {@link #matches}, for a name that nobody has. */
    public void matchNobody(String password) throws AccessException {
        matches(password, NOBODY);
    }

    /** Whether a text is a hash that this host can check. */
    public static boolean readable(String hash) {
        Matcher form = FORM.matcher(hash);
        if (!form.matches()) {
            return false;
        }
        Cost cost = cost(form);
        return cost.memoryKib() >= 8 * cost.lanes()
                && cost.memoryKib() <= MOST_MEMORY_KIB
                && cost.iterations() >= 1
                && (long) cost.memoryKib() * cost.iterations() <= MOST_WORK_KIB
                && cost.lanes() >= 1;
    }

    private static Cost cost(Matcher form) {
        return new Cost(
                Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), Integer.parseInt(form.group(3)));
    }

    private byte[] compute(String password, byte[] salt, Cost cost, int bytes) throws AccessException {
        if (waiting.incrementAndGet() > WAITING) {
            waiting.decrementAndGet();
            throw new AccessException(Reason.UNAVAILABLE, "Too many sign in at the same time. Try again in a moment.");
        }
        turns.acquireUninterruptibly();
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(cost.memoryKib())
                    .withIterations(cost.iterations())
                    .withParallelism(cost.lanes())
                    .withSalt(salt)
                    .build());
            byte[] hash = new byte[bytes];
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
            return hash;
        } finally {
            turns.release();
            waiting.decrementAndGet();
        }
    }
}
