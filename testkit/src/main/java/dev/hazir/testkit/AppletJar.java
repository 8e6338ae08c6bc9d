package dev.hazir.testkit;

import dev.hazir.applet.Applet;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * An applet packed for a test.
 *
 * @param id from its descriptor
 * @param version from its descriptor
 * @param file the jar
 */
record AppletJar(String id, String version, Path file) {

    private static final String DESCRIPTOR = "META-INF/applet.properties";

    /** Makes the jar of an upgrade from the jar that runs. */
    @FunctionalInterface
    interface Change {
        AppletJar of(AppletJar running) throws IOException;
    }

    /** Packs the compiled classes and resources around a main class into a jar in a directory. */
    static AppletJar pack(Class<? extends Applet> main, Path directory) throws IOException {
        Path classes = compiled(main);
        Path written = classes.resolve(DESCRIPTOR);
        Properties descriptor = Files.exists(written) ? load(written) : new Properties();
        boolean own = main.getName().equals(descriptor.getProperty("main"));
        if (!own) {
            descriptor = generated(main);
        }
        Path jar = directory.resolve(descriptor.getProperty("id") + ".jar");
        Files.deleteIfExists(jar);
        try (FileSystem zip = open(jar)) {
            Path root = zip.getPath("/");
            add(classes, own ? "" : folder(main), root);
            if (!own) {
                store(descriptor, root.resolve(DESCRIPTOR));
            }
        }
        return new AppletJar(descriptor.getProperty("id"), descriptor.getProperty("version"), jar);
    }

    /** The same with another version number. */
    AppletJar with(String next) throws IOException {
        Path jar = copy(next);
        try (FileSystem zip = open(jar)) {
            describe(zip, "version", next);
        }
        return new AppletJar(id, next, jar);
    }

    /** The same with the classes of another main class' package put over it. */
    AppletJar with(Class<? extends Applet> main, String next) throws IOException {
        Path classes = compiled(main);
        AppletJar changed = with(next);
        try (FileSystem zip = open(changed.file())) {
            add(classes, folder(main), zip.getPath("/"));
            describe(zip, "main", main.getName());
        }
        return changed;
    }

    /** The next major version. */
    String nextVersion() {
        return Integer.parseInt(version.split("\\D", 2)[0]) + 1 + ".0.0";
    }

    private Path copy(String next) throws IOException {
        return Files.copy(file, file.resolveSibling(id + "-" + next + ".jar"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void describe(FileSystem zip, String key, String value) throws IOException {
        Path place = zip.getPath("/", DESCRIPTOR);
        Properties descriptor = load(place);
        descriptor.setProperty(key, value);
        store(descriptor, place);
    }

    private static FileSystem open(Path jar) throws IOException {
        return FileSystems.newFileSystem(jar, Map.of("create", "true"));
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    private static void store(Properties properties, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }

    /** Copies all files, or the classes below one folder. */
    private static void add(Path classes, String folder, Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(classes.resolve(folder))) {
            for (Path path : (Iterable<Path>) tree.filter(Files::isRegularFile).sorted()::iterator) {
                if (folder.isEmpty() || path.toString().endsWith(".class")) {
                    Path place =
                            root.resolve(classes.relativize(path).toString().replace('\\', '/'));
                    Files.createDirectories(place.getParent());
                    Files.copy(path, place, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static Path compiled(Class<?> main) throws IOException {
        Path classes;
        try {
            classes = Path.of(
                    main.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("where " + main.getName() + " was loaded from cannot be read", e);
        }
        if (Files.isRegularFile(classes)) {
            throw new IOException(main.getName() + " stands in " + classes
                    + " (expected: a directory of classes; test an applet in its own module)");
        }
        return classes;
    }

    private static String folder(Class<?> main) {
        return main.getPackageName().replace('.', '/') + "/";
    }

    /** {@code BlockingApplet} becomes {@code blocking}. */
    private static String idOf(Class<?> main) {
        String words = main.getSimpleName()
                .replaceFirst("(?<=.)Applet$", "")
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
        return words.length() < 2 ? words + "-applet" : words.substring(0, Math.min(32, words.length()));
    }

    private static Properties generated(Class<?> main) {
        Properties descriptor = new Properties();
        descriptor.setProperty("id", idOf(main));
        descriptor.setProperty("name", idOf(main));
        descriptor.setProperty("version", "1.0.0");
        descriptor.setProperty("main", main.getName());
        descriptor.setProperty("api", "1");
        return descriptor;
    }
}
