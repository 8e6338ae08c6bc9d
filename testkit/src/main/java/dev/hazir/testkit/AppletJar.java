package dev.hazir.testkit;

import dev.hazir.applet.Applet;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An applet packed for a test.
 *
 * @param id from its descriptor
 * @param file the jar
 */
record AppletJar(String id, Path file) {

    private static final String DESCRIPTOR = "META-INF/applet.properties";

    /** Packs the compiled classes and resources around a main class into a jar in a directory. */
    static AppletJar pack(Class<? extends Applet> main, Path directory) throws IOException {
        Path classes = compiled(main);
        if (Files.isRegularFile(classes)) {
            throw new IOException(main.getName() + " stands in " + classes
                    + " (expected: a directory of classes; test an applet in its own module)");
        }
        Properties descriptor = new Properties();
        Path written = classes.resolve(DESCRIPTOR);
        if (Files.exists(written)) {
            try (Reader reader = Files.newBufferedReader(written)) {
                descriptor.load(reader);
            }
        }
        boolean own = main.getName().equals(descriptor.getProperty("main"));
        if (own) {
            Path jar = directory.resolve(descriptor.getProperty("id") + ".jar");
            write(jar, classes, name -> true, "");
            return new AppletJar(descriptor.getProperty("id"), jar);
        }
        String id = idOf(main);
        String folder = main.getPackageName().replace('.', '/') + "/";
        Path jar = directory.resolve(id + ".jar");
        write(jar, classes, name -> name.startsWith(folder) && name.endsWith(".class"), generated(id, main));
        return new AppletJar(id, jar);
    }

    private static Path compiled(Class<?> main) throws IOException {
        try {
            return Path.of(
                    main.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("where " + main.getName() + " was loaded from cannot be read", e);
        }
    }

    private static void write(Path jar, Path classes, Predicate<String> wanted, String descriptor) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> tree = Files.walk(classes)) {
            if (!descriptor.isEmpty()) {
                zip.putNextEntry(new ZipEntry(DESCRIPTOR));
                zip.write(descriptor.getBytes(StandardCharsets.UTF_8));
            }
            for (Path path : (Iterable<Path>) tree.filter(Files::isRegularFile).sorted()::iterator) {
                String name = classes.relativize(path).toString().replace('\\', '/');
                if (wanted.test(name)) {
                    zip.putNextEntry(new ZipEntry(name));
                    Files.copy(path, zip);
                }
            }
        }
    }

    /** {@code BlockingApplet} becomes {@code blocking}. */
    private static String idOf(Class<?> main) {
        String words = main.getSimpleName()
                .replaceFirst("(?<=.)Applet$", "")
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
        return words.length() < 2 ? words + "-applet" : words.substring(0, Math.min(32, words.length()));
    }

    private static String generated(String id, Class<?> main) {
        return "id = " + id + "\nname = " + id + "\nversion = 1.0.0\nmain = " + main.getName() + "\napi = 1\n";
    }
}
