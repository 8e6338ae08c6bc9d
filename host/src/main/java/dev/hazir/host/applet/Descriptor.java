package dev.hazir.host.applet;

import dev.hazir.applet.AppletInfo;
import dev.hazir.host.operation.Problem;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code META-INF/applet.properties} says.
 *
 * @param info who the applet is
 * @param main the name of the class that implements {@link dev.hazir.applet.Applet}
 * @param api the level of the applet API it was made for
 * @param requires the applets it needs
 * @param docs its help, below its pages, or empty
 * @param changelog the file of its jar that tells what is new, or empty
 * @param onHome whether the home page of the host shows it
 */
record Descriptor(
        AppletInfo info,
        String main,
        Version api,
        List<Requirement> requires,
        Optional<String> docs,
        Optional<String> changelog,
        boolean onHome) {

    /** Where it stands in the jar. */
    static final String ENTRY = "META-INF/applet.properties";

    /** The level of the applet API that this host offers. */
    static final Version HOST_API = Version.parse("1.0");

    /** What one gets when reading: a descriptor, or everything that is wrong with it. */
    record Reading(@Nullable Descriptor descriptor, String id, String version, List<Problem> problems) {}

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{1,31}");
    private static final Pattern CLASS_NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\d_$]*(\\.[\\p{L}_$][\\p{L}\\d_$]*)*");
    private static final List<String> KEYS = List.of(
            "id",
            "name",
            "version",
            "main",
            "api",
            "summary",
            "requires",
            "permissions",
            "vendor",
            "license",
            "docs",
            "changelog",
            "java",
            "icon",
            "home");
    private static final List<String> HOME = List.of("show", "hide");
    private static final List<String> RESERVED = List.of("host", "admin", "health");

    /** Reads a descriptor's text. */
    static Reading read(String text) {
        Properties properties = new Properties();
        try (Reader reader = new StringReader(text)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            return new Reading(null, "", "", List.of(problem("it is not a properties file: " + e.getMessage())));
        }
        return new Parser(properties).parse();
    }

    Version version() {
        return Version.parse(info.version());
    }

    boolean mayUseNetty() {
        return info.permissions().contains("netty");
    }

    /** What keeps this host from running it, whatever else is installed. */
    List<Problem> incompatibilities() {
        if (api.major() == HOST_API.major() && api.minor() <= HOST_API.minor()) {
            return List.of();
        }
        boolean newer = api.compareTo(HOST_API) > 0;
        return List.of(new Problem(
                "APP-102",
                info.id(),
                info + " needs level " + api + " of the applet API; this host offers " + HOST_API + ".",
                newer ? "The applet was made for a newer host." : "The applet was made for an older host.",
                newer
                        ? "Upgrade the host, or install an older version of " + info.id() + "."
                        : "Install a version of " + info.id() + " made for level " + HOST_API.major() + "."));
    }

    private static Problem problem(String what) {
        return new Problem(
                "APP-110",
                null,
                "The descriptor " + ENTRY + " is not valid: " + what + ".",
                "",
                "Correct the descriptor and build the jar again.");
    }

    /** Collects all that is wrong instead of stopping at the first. */
    private static final class Parser {
        private final Properties properties;
        private final List<Problem> problems = new ArrayList<>();

        Parser(Properties properties) {
            this.properties = properties;
        }

        Reading parse() {
            for (String key : properties.stringPropertyNames()) {
                if (!KEYS.contains(key)) {
                    problems.add(
                            problem("it has an unknown key '" + key + "' (known: " + String.join(", ", KEYS) + ")"));
                }
            }
            String id = required("id");
            if (!id.isEmpty() && (!ID.matcher(id).matches() || RESERVED.contains(id))) {
                problems.add(problem("id: '" + id + "' (expected: 2 to 32 of a-z, 0-9 and '-', beginning with a letter,"
                        + " and none of " + String.join(", ", RESERVED) + ")"));
            }
            String version = required("version");
            parsed(version, Version::parse);
            String main = required("main");
            if (!main.isEmpty() && !CLASS_NAME.matcher(main).matches()) {
                problems.add(problem("main: '" + main + "' (expected: the full name of a class)"));
            }
            Optional<Version> api = parsed(required("api"), Version::parse);
            optional("java").ifPresent(this::checkJava);
            String home = optional("home").orElse("show");
            if (!HOME.contains(home)) {
                problems.add(problem("home: '" + home + "' (expected: " + String.join(" or ", HOME) + ")"));
            }
            List<Requirement> requires = list("requires").stream()
                    .flatMap(item -> parsed(item, Requirement::parse).stream())
                    .toList();
            if (!problems.isEmpty() || api.isEmpty()) {
                return new Reading(null, id, version, problems);
            }
            AppletInfo info = new AppletInfo(
                    id,
                    optional("name").orElse(id),
                    version,
                    optional("summary"),
                    optional("vendor"),
                    optional("license"),
                    list("permissions"));
            Descriptor descriptor = new Descriptor(
                    info, main, api.get(), requires, optional("docs"), optional("changelog"), home.equals("show"));
            return new Reading(descriptor, id, version, List.of());
        }

        private void checkJava(String text) {
            int needed = parsed(text, Version::parse).map(Version::major).orElse(0);
            if (needed > Runtime.version().feature()) {
                problems.add(new Problem(
                        "APP-111",
                        null,
                        "The applet needs Java " + needed + "; this host runs on Java "
                                + Runtime.version().feature() + ".",
                        "",
                        "Run the host with a newer Java."));
            }
        }

        private String required(String key) {
            String value = properties.getProperty(key, "").strip();
            if (value.isEmpty()) {
                problems.add(problem("'" + key + "' is missing"));
            }
            return value;
        }

        private Optional<String> optional(String key) {
            String value = properties.getProperty(key, "").strip();
            return value.isEmpty() ? Optional.empty() : Optional.of(value);
        }

        private List<String> list(String key) {
            return Arrays.stream(properties.getProperty(key, "").split(",", -1))
                    .map(String::strip)
                    .filter(item -> !item.isEmpty())
                    .toList();
        }

        private <T> Optional<T> parsed(String text, Function<String, T> parser) {
            if (text.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(parser.apply(text));
            } catch (IllegalArgumentException e) {
                problems.add(problem(String.valueOf(e.getMessage())));
                return Optional.empty();
            }
        }
    }

    /** Whether this could be the id of an applet. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }
}
