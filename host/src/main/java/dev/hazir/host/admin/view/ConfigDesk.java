package dev.hazir.host.admin.view;

import dev.hazir.host.config.ConfigException;
import dev.hazir.host.config.ConfigFile;
import dev.hazir.host.config.ConfigReader;
import dev.hazir.host.config.HostConfig;
import dev.hazir.host.store.DiskException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Changes some keys in the file of the configuration; they hold from the next start on. On workers. */
public final class ConfigDesk {

    private final NetworkSources sources;
    private final List<String> keys;

    /** A change that was not made, with what to do instead. */
    public static final class RefusedChange extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedChange(String sentence) {
            super(sentence);
        }
    }

    /** A key whose new value holds from the next start on. */
    public record Pending(String key, String value) {}

    /** @param keys that may be changed here */
    ConfigDesk(NetworkSources sources, List<String> keys) {
        this.sources = sources;
        this.keys = keys;
    }

    /**
     * What of these values is another one than in the file.
     *
     * @param values by key; an empty one lets the default hold
     * @throws RefusedChange when a value will not do, or something else than the file sets a key
     */
    Map<String, String> differing(Map<String, String> values) throws RefusedChange {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : values.entrySet()) {
            String key = entry.getKey();
            String value = entry.getValue().strip();
            if (!keys.contains(key)) {
                throw new RefusedChange("'" + key + "' is not changed here, only " + String.join(", ", keys) + ".");
            }
            if (!value.equals(inFile(key))) {
                check(key, value);
                wanted.put(key, value);
            }
        }
        return wanted;
    }

    /** Writes values that differ. */
    void write(Map<String, String> wanted) throws RefusedChange, DiskException {
        if (wanted.isEmpty()) {
            return;
        }
        Path file = sources.file();
        try {
            String before = Files.exists(file) ? Files.readString(file) : "";
            if (Files.exists(file) && !Files.isWritable(file) || Files.isSymbolicLink(file)) {
                throw unwritable(file, wanted);
            }
            sources.disk().write(file, ConfigFile.change(before, wanted).getBytes(StandardCharsets.UTF_8));
        } catch (DiskException e) {
            throw e;
        } catch (IOException e) {
            throw unwritable(file, wanted);
        }
    }

    /** The value of a key in the file; empty when it is not there. */
    public String inFile(String key) {
        return fileConfig()
                .flatMap(config -> config.effective().stream()
                        .filter(entry ->
                                entry.key().equals(key) && entry.source().equals(ConfigReader.FILE))
                        .findFirst())
                .map(HostConfig.Entry::value)
                .orElse("");
    }

    /** What sets a key so that the file does not count: an environment variable or a flag; or empty. */
    public String setElsewhere(String key) {
        return sources.config().effective().stream()
                .filter(entry -> entry.key().equals(key))
                .map(HostConfig.Entry::source)
                .filter(source -> source.startsWith("env ") || source.startsWith("flag "))
                .findFirst()
                .orElse("");
    }

    /** Keys whose values in the file differ from those with which the host runs. */
    List<Pending> pending() {
        Optional<HostConfig> next = fileConfig();
        return keys.stream()
                .filter(key -> next.isPresent() && setElsewhere(key).isEmpty())
                .filter(key -> !value(next.get(), key).equals(value(sources.config(), key)))
                .map(key -> new Pending(key, value(next.get(), key)))
                .toList();
    }

    private void check(String key, String value) throws RefusedChange {
        String elsewhere = setElsewhere(key);
        if (!elsewhere.isEmpty()) {
            throw new RefusedChange(key + " is set by " + elsewhere + ": change it there.");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new RefusedChange(
                    key + ": the value has a line break or another sign that no line of the file holds.");
        }
        Optional<String> fault = value.isEmpty() ? Optional.empty() : ConfigFile.fault(key, value);
        if (fault.isPresent()) {
            throw new RefusedChange(key + ": '" + value + "' (expected: " + fault.get() + ").");
        }
    }

    private static RefusedChange unwritable(Path file, Map<String, String> wanted) {
        StringBuilder lines = new StringBuilder();
        wanted.forEach((key, value) -> lines.append(lines.isEmpty() ? "" : ", ")
                .append('"')
                .append(ConfigFile.entry(key, value))
                .append('"'));
        return new RefusedChange(file + " is not written by the host. Write there: " + lines + ".");
    }

    private static String value(HostConfig config, String key) {
        return config.effective().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .map(HostConfig.Entry::value)
                .orElse("");
    }

    /** What the file says now; empty when the host could not start with it. */
    private Optional<HostConfig> fileConfig() {
        try {
            Path home = Objects.requireNonNull(sources.file().toAbsolutePath().getParent(), "a root is no file");
            return Optional.of(ConfigReader.read(home, Map.of(), Map.of()));
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }
}
