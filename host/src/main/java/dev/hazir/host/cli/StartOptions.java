package dev.hazir.host.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What was asked of {@code hazir start}.
 *
 * @param home the home directory
 * @param flags configuration by key, from flags
 * @param demo whether the bundled applets are to be installed first and their addresses printed
 * @param bundled the jars of the bundled applets
 * @param quiet whether to print nothing that was not asked for
 */
public record StartOptions(Path home, Map<String, String> flags, boolean demo, List<Path> bundled, boolean quiet) {

    static final String HOME_VARIABLE = "HAZIR_HOME";
    static final String DEFAULT_HOME = "hazir-home";
}
