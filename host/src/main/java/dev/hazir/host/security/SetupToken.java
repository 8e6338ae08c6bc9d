package dev.hazir.host.security;

import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.security.AccessException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * What shows that somebody who sets up a host in a browser can see its console. It is new at each start, and gone when there
 * is an administrator. Safe for use by several threads.
 */
public final class SetupToken implements AutoCloseable {

    static final int TRIES = 5;
    static final Duration PAUSE = Duration.ofMinutes(1);

    /** Without those that look like another one. */
    private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private static final int LENGTH = 12;
    private static final int GROUP = 4;

    private final Path file;
    private final HostTime time;
    private final String text;
    private int wrong;
    private long lastWrong;

    private SetupToken(Path file, HostTime time, String text) {
        this.file = file;
        this.time = time;
        this.text = text;
    }

    static SetupToken create(Path run, HostTime time) throws IOException {
        SetupToken token = new SetupToken(fileIn(run), time, random());
        SecretFile.write(token.file, token.text);
        return token;
    }

    /** Where a host that waits to be set up keeps its token. */
    public static Path fileIn(Path run) {
        return run.resolve("setup-token");
    }

    /** For the console and the file; never for the log. */
    public String text() {
        return text;
    }

    /** @throws AccessException when it is another one, or too many were tried */
    synchronized void check(String given) throws AccessException {
        long now = time.nanoTime();
        if (wrong >= TRIES) {
            Duration left = PAUSE.minusNanos(now - lastWrong);
            if (!left.isNegative() && !left.isZero()) {
                throw new AccessException("wrong tokens", left);
            }
            wrong = 0;
        }
        if (!Secrets.same(plain(text), plain(given))) {
            wrong++;
            lastWrong = now;
            throw new AccessException(
                    Reason.WRONG,
                    "This is not the token. It stands on the console of the host and changes at each start; on the host"
                            + " machine, hazir setup-token shows it.");
        }
        wrong = 0;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "token in " + file;
    }

    private static String plain(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
    }

    private static String random() {
        StringBuilder text = new StringBuilder();
        byte[] bytes = Secrets.bytes(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(i > 0 && i % GROUP == 0 ? "-" : "").append(LETTERS.charAt(bytes[i] & 31));
        }
        return text.toString();
    }
}
