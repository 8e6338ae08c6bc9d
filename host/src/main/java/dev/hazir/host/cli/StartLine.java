package dev.hazir.host.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line of {@code start} without anything unusual. It is read here because the library that reads the others
 * takes a fifth of a start; what is not plain, and every mistake, is left to that.
 */
final class StartLine {

    private static final String HOME = "--home";
    private static final String PORT = "--port";
    private static final String BIND = "--bind";
    private static final String BUNDLED = "--demo-jar";

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> flags = new HashSet<>();
    private final List<Path> bundled = new ArrayList<>();

    private StartLine() {}

    /** What is asked for, or empty when the library must say. */
    static Optional<StartOptions> read(Map<String, String> environment, String... words) {
        StartLine line = new StartLine();
        return line.take(words) ? Optional.of(line.options(environment)) : Optional.empty();
    }

    private boolean take(String... words) {
        if (words.length == 0 || !words[0].equals("start")) {
            return false;
        }
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals > 0) {
                if (!take(words[i].substring(0, equals), words[i].substring(equals + 1))) {
                    return false;
                }
                continue;
            }
            String word = words[i];
            switch (word) {
                case HOME, PORT, BIND, BUNDLED -> {
                    i++;
                    if (i == words.length || !take(word, words[i])) {
                        return false;
                    }
                }
                case "--dev", "--demo", "--quiet", "-q" -> {
                    if (!flags.add(word.equals("-q") ? "--quiet" : word)) {
                        return false;
                    }
                }
                default -> {
                    return false;
                }
            }
        }
        return !flags.contains("--demo") || !bundled.isEmpty();
    }

    private boolean take(String option, String value) {
        if (value.isEmpty() || "-@\"'".indexOf(value.charAt(0)) >= 0) {
            return false;
        }
        return switch (option) {
            case BUNDLED -> bundled.add(Path.of(value));
            case HOME, PORT, BIND -> values.put(option, value) == null;
            default -> false;
        };
    }

    private StartOptions options(Map<String, String> environment) {
        Map<String, String> configuration = new LinkedHashMap<>();
        if (values.containsKey(BIND)) {
            configuration.put("bind", values.get(BIND));
        }
        if (values.containsKey(PORT)) {
            configuration.put("port", values.get(PORT));
        }
        if (flags.contains("--dev")) {
            configuration.put("dev", "true");
        }
        boolean demo = flags.contains("--demo");
        return new StartOptions(
                Path.of(values.getOrDefault(
                        HOME, environment.getOrDefault(StartOptions.HOME_VARIABLE, StartOptions.DEFAULT_HOME))),
                configuration,
                demo,
                demo ? List.copyOf(bundled) : List.of(),
                flags.contains("--quiet"));
    }
}
