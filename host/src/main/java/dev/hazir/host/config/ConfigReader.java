package dev.hazir.host.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads the host's configuration: the defaults, then {@code hazir.properties} in the home directory, then the
 * environment ({@code HAZIR_PORT}, {@code HAZIR_LIMITS_BODY}), then flags. The last one wins.
 */
public final class ConfigReader {

    /** The file in the home directory. It may be missing. */
    public static final String FILE = "hazir.properties";

    private static final String PORT_PREFIX = "port.";
    private static final Pattern PORT_KEY = Pattern.compile("port\\.[a-z][a-z0-9-]*\\.[a-z][a-z0-9-]*");
    private static final Pattern PORT_VARIABLE = Pattern.compile("HAZIR_PORT_[A-Z0-9_]*_[A-Z0-9_]+");
    /** Read by the start script, the command line and the doors of the operator's side. */
    private static final List<String> ELSEWHERE =
            List.of("HAZIR_HOME", "HAZIR_JAVA_OPTS", "HAZIR_ARCHIVE", "HAZIR_SETUP_FILE");

    private record Value(String text, String source) {}

    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, Value> ports = new TreeMap<>();
    private final List<String> unclaimed = new ArrayList<>();
    private final List<ConfigProblem> problems = new ArrayList<>();

    private ConfigReader() {}

    /**
     * Reads the configuration of a home directory.
     *
     * @param flags by key, from the command line
     * @throws ConfigException with everything that is wrong
     */
    public static HostConfig read(Path home, Map<String, String> environment, Map<String, String> flags)
            throws ConfigException {
        ConfigReader reader = new ConfigReader();
        ConfigKey.ALL.forEach(key -> reader.values.put(key.name(), new Value(key.standard(), "default")));
        reader.takeFile(home.resolve(FILE));
        reader.takeEnvironment(environment);
        flags.forEach((key, value) -> reader.take(key, value, "flag --" + key));
        return reader.config();
    }

    /** Under which name a port of an applet is found; it is also the end of the environment variable. */
    static String portVariable(String applet, String name) {
        return ConfigKey.variable(PORT_PREFIX + applet + "." + name);
    }

    private void takeFile(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            properties.load(text);
        } catch (IOException | IllegalArgumentException e) {
            problems.add(new ConfigProblem(
                    file + " cannot be read: " + e + ".", "It must be a properties file in UTF-8.", "Correct it."));
        }
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            take(key, properties.getProperty(key), FILE);
        }
    }

    private void takeEnvironment(Map<String, String> environment) {
        for (String variable : new TreeSet<>(environment.keySet())) {
            if (!variable.startsWith("HAZIR_") || ELSEWHERE.contains(variable)) {
                continue;
            }
            String text = Objects.requireNonNull(environment.get(variable));
            String source = "env " + variable;
            Optional<ConfigKey<?>> key = ConfigKey.ALL.stream()
                    .filter(known -> known.variable().equals(variable))
                    .findFirst();
            if (key.isPresent()) {
                values.put(key.get().name(), new Value(text, source));
            } else if (PORT_VARIABLE.matcher(variable).matches()) {
                ports.put(variable, new Value(text, source));
            } else {
                unclaimed.add(variable);
            }
        }
    }

    private void take(String key, String text, String source) {
        if (values.containsKey(key)) {
            values.put(key, new Value(text, source));
        } else if (PORT_KEY.matcher(key).matches()) {
            ports.put(ConfigKey.variable(key), new Value(text, source));
        } else {
            problems.add(new ConfigProblem(
                    "Unknown key '" + key + "' (" + source + ").",
                    Suggestion.nearest(key, values.keySet())
                            .map(name -> "Did you mean '" + name + "'?")
                            .orElse("Known keys: " + String.join(", ", values.keySet()) + ", port.<applet>.<name>."),
                    "Correct or remove it."));
        }
    }

    private HostConfig config() throws ConfigException {
        Map<String, Object> parsed = new LinkedHashMap<>();
        List<HostConfig.Entry> effective = new ArrayList<>();
        for (ConfigKey<?> key : ConfigKey.ALL) {
            Value value = Objects.requireNonNull(values.get(key.name()));
            parse(key, value).ifPresent(result -> parsed.put(key.name(), result));
            effective.add(new HostConfig.Entry(key.name(), value.text().strip(), value.source()));
        }
        Map<String, PortAddress> addresses = new TreeMap<>();
        ports.forEach((variable, value) -> {
            ConfigKey<PortAddress> key =
                    new ConfigKey<>(shownPort(variable), "", "[bind:]number", "", PortAddress::parse);
            parse(key, value).ifPresent(address -> addresses.put(variable, address));
            effective.add(new HostConfig.Entry(key.name(), value.text().strip(), value.source()));
        });
        if (problems.isEmpty()) {
            checkDev(parsed);
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new Parsed(parsed).config(Map.copyOf(addresses), effective, unclaimed);
    }

    private <T> Optional<T> parse(ConfigKey<T> key, Value value) {
        try {
            return Optional.of(key.parser().apply(value.text().strip()));
        } catch (IllegalArgumentException e) {
            problems.add(new ConfigProblem(
                    key.name() + ": '" + value.text() + "' (" + value.source() + ").",
                    "Expected: " + e.getMessage() + ".",
                    "Correct or remove it."));
            return Optional.empty();
        }
    }

    private void checkDev(Map<String, Object> parsed) {
        if (!Boolean.TRUE.equals(parsed.get(ConfigKey.DEV.name()))) {
            return;
        }
        String bind = String.valueOf(parsed.get(ConfigKey.BIND.name()));
        if (!loopback(bind)) {
            problems.add(new ConfigProblem(
                    "dev and bind=" + bind + " do not go together.",
                    "A developer's host shows its inside and so is reachable from this machine only.",
                    "Start without --dev, or remove bind."));
        }
        new Parsed(parsed)
                .get(ConfigKey.ADMIN_PORT)
                .flatMap(PortAddress::bind)
                .filter(address -> !loopback(address))
                .ifPresent(address -> problems.add(new ConfigProblem(
                        "dev and admin.port at " + address + " do not go together.",
                        "Whoever reaches the pages of a developer's host is the developer.",
                        "Start without --dev, or remove the address from admin.port.")));
    }

    private static boolean loopback(String bind) {
        return bind.startsWith("127.") || bind.equals("::1") || bind.equals("localhost");
    }

    private static String shownPort(String variable) {
        String rest = variable.substring("HAZIR_PORT_".length()).toLowerCase(Locale.ROOT);
        return PORT_PREFIX + rest.replaceFirst("_", ".").replace('_', '-');
    }

    /** All keys have a value of their type here. */
    private record Parsed(Map<String, Object> values) {

        HostConfig config(Map<String, PortAddress> ports, List<HostConfig.Entry> effective, List<String> unclaimed) {
            return new HostConfig(
                    get(ConfigKey.BIND),
                    get(ConfigKey.PORT),
                    new NetworkConfig(
                            get(ConfigKey.WEB_HOSTS),
                            get(ConfigKey.WEB_PROXIES),
                            new NetworkConfig.Tls(
                                    get(ConfigKey.TLS), get(ConfigKey.TLS_CERTIFICATE), get(ConfigKey.TLS_KEY)),
                            get(ConfigKey.ADMIN_PORT)),
                    get(ConfigKey.DEV),
                    get(ConfigKey.WORKERS),
                    get(ConfigKey.DRAIN),
                    get(ConfigKey.SETUP),
                    get(ConfigKey.VERSIONS),
                    get(ConfigKey.BACKUPS),
                    get(ConfigKey.LOOP_OFFENDERS),
                    get(ConfigKey.CRASHES),
                    get(ConfigKey.START_PAGE),
                    new InstallSources(get(ConfigKey.INSTALL_FOLDER), get(ConfigKey.INSTALL_URLS)),
                    new HostConfig.Limits(
                            get(ConfigKey.BODY),
                            Math.toIntExact(get(ConfigKey.REQUEST_LINE)),
                            Math.toIntExact(get(ConfigKey.HEADERS)),
                            get(ConfigKey.HEADER_TIME),
                            get(ConfigKey.BODY_TIME),
                            get(ConfigKey.IDLE),
                            get(ConfigKey.CONNECTIONS)),
                    ports,
                    List.copyOf(effective),
                    List.copyOf(unclaimed));
        }

        @SuppressWarnings("unchecked") // each key's own parser made the value
        private <T> T get(ConfigKey<T> key) {
            return (T) Objects.requireNonNull(values.get(key.name()));
        }
    }
}
