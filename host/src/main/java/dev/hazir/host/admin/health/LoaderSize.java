package dev.hazir.host.admin.health;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What the classes of one deployment take.
 *
 * @param deployment such as {@code meter@1.4.0}
 * @param bytes in the JVM's memory for classes
 */
public record LoaderSize(String deployment, int classes, long bytes) {

    private static final Pattern LOADER =
            Pattern.compile(".*CLD 0x\\p{XDigit}+: \"([a-z][a-z0-9-]{1,31}@[^\"]+)\".*?, ([0-9]+) class.*");
    private static final Pattern CAPACITY =
            Pattern.compile("\\s*(?:Both|Total|Non-Class):\\s.*?([0-9.]+) +(bytes|KB|MB) capacity.*");
    private static final Map<String, Integer> UNITS = Map.of("bytes", 1, "KB", 1 << 10, "MB", 1 << 20);

    /** Asks the JVM; it gives text for people, and says nothing where it is another one. Those that take most come first. */
    public static List<LoaderSize> all() {
        try {
            Object text = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmMetaspace",
                            new Object[] {new String[] {"show-loaders"}},
                            new String[] {String[].class.getName()});
            return parse(String.valueOf(text));
        } catch (JMException | RuntimeException e) {
            return List.of();
        }
    }

    static List<LoaderSize> parse(String text) {
        List<LoaderSize> found = new ArrayList<>();
        LoaderSize current = null;
        for (String line : text.lines().toList()) {
            Matcher loader = LOADER.matcher(line);
            Matcher capacity = CAPACITY.matcher(line);
            if (loader.matches()) {
                current = new LoaderSize(loader.group(1), Integer.parseInt(loader.group(2)), 0);
                found.add(current);
            } else if (line.isBlank()) {
                current = null;
            } else if (current != null && capacity.matches()) {
                long bytes = (long) (Double.parseDouble(capacity.group(1)) * UNITS.getOrDefault(capacity.group(2), 1));
                // The last of its lines is the sum.
                current = new LoaderSize(current.deployment(), current.classes(), bytes);
                found.set(found.size() - 1, current);
            }
        }
        found.sort(Comparator.comparingLong(LoaderSize::bytes).reversed());
        return List.copyOf(found);
    }
}
