package dev.hazir.host.security;

import dev.hazir.host.security.AccessException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * What a new password must be: long, and none that is tried first. There are no rules about kinds of characters (NIST SP
 * 800-63B): they make passwords harder to keep in mind and not harder to guess.
 */
public final class PasswordRules {

    public static final int SHORTEST = 12;
    public static final int LONGEST = 200;

    /** With fewer different characters it is one key held down, or a walk between a few. */
    private static final int FEWEST_DIFFERENT = 5;

    private PasswordRules() {}

    /** @throws AccessException with what is wrong with the password */
    public static void check(String name, String password) throws AccessException {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST) {
            throw unfit("A password has at least " + SHORTEST + " characters; this one has " + length
                    + ". A few words in a row do well.");
        }
        if (length > LONGEST) {
            throw unfit("A password has at most " + LONGEST + " characters; this one has " + length + ".");
        }
        String plain = password.toLowerCase(Locale.ROOT).strip();
        if (plain.codePoints().distinct().count() < FEWEST_DIFFERENT) {
            throw unfit("This password repeats the same few characters and would be guessed. Choose another one.");
        }
        if (plain.replaceAll("[^\\p{L}]", "").equals(name.toLowerCase(Locale.ROOT))) {
            throw unfit("This password is little more than the name. Choose another one.");
        }
        if (common(plain)) {
            throw unfit("This password is among those that are tried first. Choose another one.");
        }
    }

    /**
     * Whether a password is in the bundled list: as it is, or without the digits and signs that people put at its ends,
     * or said several times.
     */
    private static boolean common(String plain) {
        String core = plain.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
        Set<String> known = new HashSet<>(List.of(plain, core, once(plain), once(core)));
        try (InputStream in = Objects.requireNonNull(
                        PasswordRules.class.getResourceAsStream("common-passwords.txt"), "common-passwords.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).anyMatch(known::contains);
        } catch (IOException e) {
            throw new UncheckedIOException("the list of common passwords cannot be read", e);
        }
    }

    /** What is said several times. */
    private static String once(String text) {
        return text.replaceAll("^(.+?)\\1+$", "$1");
    }

    private static AccessException unfit(String sentence) {
        return new AccessException(Reason.UNFIT, sentence);
    }
}
