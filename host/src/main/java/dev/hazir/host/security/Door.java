package dev.hazir.host.security;

import java.util.Locale;

/** How somebody comes to the host. */
public enum Door {
    /** A page in a browser. */
    UI,
    /** A program with a token, or a script of a page. */
    REST,
    /** The command line on the machine. */
    CLI,
    /** The folder where jars are dropped. */
    DROP,
    /** The host itself. */
    HOST;

    /** The word in JSON and files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
