package dev.hazir.host.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The secret of one run of the host. Whoever can read its file, which only the host's own user can, may do everything:
 * the command line on the machine, and programs that were given it.
 */
public final class HostToken implements AutoCloseable {

    private static final String SCHEME = "Bearer ";

    private final Path file;
    private final byte[] secret;

    private HostToken(Path file, String token) {
        this.file = file;
        this.secret = token.getBytes(StandardCharsets.US_ASCII);
    }

    /** Makes a new token and writes it to a file that never exists with another mode than 0600. */
    public static HostToken create(Path file) throws IOException {
        HostToken token = new HostToken(file, Secrets.next());
        SecretFile.write(file, token.text());
        return token;
    }

    /** The token as the file has it. */
    public String text() {
        return new String(secret, StandardCharsets.US_ASCII);
    }

    /**
     * Whether the value of an {@code Authorization} header is this token as a bearer token (RFC 6750).
     */
    public boolean accepts(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        return is(authorization.substring(SCHEME.length()));
    }

    /** Whether a text is this token. Takes the same time wherever a wrong one differs. */
    public boolean is(String text) {
        return MessageDigest.isEqual(secret, text.strip().getBytes(StandardCharsets.UTF_8));
    }

    /** Deletes the file. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "token in " + file;
    }
}
