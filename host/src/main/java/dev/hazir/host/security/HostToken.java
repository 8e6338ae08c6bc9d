package dev.hazir.host.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The secret of one run of the host. Whoever can read its file, which only the host's own user can, may do everything:
 * the command line on the machine, and programs that were given it.
 */
public final class HostToken implements AutoCloseable {

    private static final int BYTES = 32;
    private static final String SCHEME = "Bearer ";

    private final Path file;
    private final byte[] secret;

    private HostToken(Path file, String token) {
        this.file = file;
        this.secret = token.getBytes(StandardCharsets.US_ASCII);
    }

    /** Makes a new token and writes it to a file that never exists with another mode than 0600. */
    public static HostToken create(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        HostToken token =
                new HostToken(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, ownerOnly(fresh));
        Files.write(fresh, token.secret, StandardOpenOption.WRITE);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(Set.copyOf(PosixFilePermissions.fromString("rw-------")))
                }
                : new FileAttribute<?>[0];
    }
}
