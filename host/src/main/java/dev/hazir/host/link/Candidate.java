package dev.hazir.host.link;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * An applet that is to be checked.
 *
 * @param id the applet's id
 * @param version of the applet
 * @param digest of its jar: what was found once is found again for the same digest
 * @param main the name of its main class, with dots
 * @param jars its jar first, then the libraries in it, as files
 * @param shared whether its class loader takes the class of this name, with dots, from the host
 */
public record Candidate(
        String id, String version, String digest, String main, List<Path> jars, Predicate<String> shared) {

    public Candidate {
        jars = List.copyOf(jars);
    }

    /** The main class as class files name it. */
    String mainClass() {
        return main.replace('.', '/');
    }
}
