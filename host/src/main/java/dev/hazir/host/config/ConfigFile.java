package dev.hazir.host.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes keys in the text of {@code hazir.properties} and leaves everything else as it is, comments too. */
public final class ConfigFile {

    private ConfigFile() {}

    /**
     * The text with other values.
     *
     * @param values by key; an empty one takes the key out, so that its default holds
     */
    public static String change(String text, Map<String, String> values) {
        Map<String, String> open = new LinkedHashMap<>(values);
        List<String> lines = new ArrayList<>();
        boolean dropping = false;
        boolean going = false;
        for (String line : text.isEmpty() ? List.<String>of() : Arrays.asList(text.split("\\R", -1))) {
            String key = going ? "" : key(line);
            boolean known = values.containsKey(key);
            if (!going) {
                dropping = known;
            }
            going = continues(line) && (going || !comment(line));
            if (!dropping) {
                lines.add(line);
            } else if (known) {
                // Where a key stands twice the last one counts: one is left, with the new value.
                String value = open.remove(key);
                if (value != null && !value.isEmpty()) {
                    lines.add(entry(key, value));
                }
            }
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
            lines.remove(lines.size() - 1);
        }
        open.forEach((key, value) -> {
            if (!value.isEmpty()) {
                lines.add(entry(key, value));
            }
        });
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** A line of the file. */
    public static String entry(String key, String value) {
        return key + " = " + value.replace("\\", "\\\\");
    }

    /** What a key's value is expected to be, when this one is not it. */
    public static Optional<String> fault(String key, String value) {
        ConfigKey<?> known = ConfigKey.ALL.stream()
                .filter(one -> one.name().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("key: " + key));
        try {
            Object unused = known.parser().apply(value.strip());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static boolean comment(String line) {
        String start = line.stripLeading();
        return start.startsWith("#") || start.startsWith("!") || start.isEmpty();
    }

    private static boolean continues(String line) {
        int slashes = 0;
        for (int i = line.length() - 1; i >= 0 && line.charAt(i) == '\\'; i--) {
            slashes++;
        }
        return slashes % 2 == 1;
    }

    private static String key(String line) {
        return comment(line) ? "" : line.stripLeading().split("[=:\\s]", 2)[0];
    }
}
