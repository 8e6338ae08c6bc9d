package dev.hazir.host.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person or a token may do. Each may do what those before it may. */
public enum Role {
    /** Sees everything but secrets and the audit log. */
    VIEWER,
    /** Starts, stops, restarts and sets applets that are there. */
    OPERATOR,
    /** Says which code runs and who may come in. */
    ADMIN;

    /** The word in JSON and files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word for people. */
    public String title() {
        return name().charAt(0) + word().substring(1);
    }

    /** Whether this role may do what needs another one. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** The role of a word. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values())
                .filter(role -> role.word().equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
