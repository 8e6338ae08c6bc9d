package dev.hazir.host.link;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The classes of an applet's jar and of the libraries in it, as the running Java takes them: of a multi-release jar those
 * for this release. Of two classes with one name the first counts. Used by one thread.
 */
final class Jars implements Closeable {

    private static final String SUFFIX = ".class";

    private final List<JarFile> files = new ArrayList<>();
    private final List<Map<String, JarEntry>> classes = new ArrayList<>();

    private Jars() {}

    /** Opens them: the applet's own first. */
    static Jars open(List<Path> paths) throws IOException {
        Jars jars = new Jars();
        try {
            for (Path path : paths) {
                jars.add(new JarFile(path.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion()));
            }
            return jars;
        } catch (IOException | RuntimeException e) {
            jars.close();
            throw e;
        }
    }

    private void add(JarFile jar) {
        files.add(jar);
        classes.add(jar.versionedStream()
                .filter(entry -> entry.getName().endsWith(SUFFIX)
                        && !entry.getName().startsWith("META-INF/")
                        && !entry.getName().endsWith("-info.class"))
                .collect(Collectors.toMap(
                        entry -> entry.getName().substring(0, entry.getName().length() - SUFFIX.length()),
                        entry -> entry,
                        (first, second) -> first,
                        LinkedHashMap::new)));
    }

    int count() {
        return files.size();
    }

    /** How people know a jar: a library by its name in {@code lib/}. */
    String name(int jar) {
        String name = Path.of(files.get(jar).getName()).getFileName().toString();
        return jar == 0 ? "the jar" : "lib/" + name.replaceFirst("^\\d+-", "");
    }

    /** The names of the classes in a jar. */
    Iterable<String> classes(int jar) {
        return classes.get(jar).keySet();
    }

    /** Which jar a class is taken from, or -1. */
    int holder(String className) {
        for (int jar = 0; jar < classes.size(); jar++) {
            if (classes.get(jar).containsKey(className)) {
                return jar;
            }
        }
        return -1;
    }

    byte @Nullable [] bytes(String className) {
        int jar = holder(className);
        return jar < 0 ? null : bytes(jar, className);
    }

    byte[] bytes(int jar, String className) {
        try (InputStream in = files.get(jar).getInputStream(classes.get(jar).get(className))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The classes that the first jar offers as services. */
    List<String> services() {
        JarFile jar = files.get(0);
        return jar.stream()
                .filter(entry -> entry.getName().startsWith("META-INF/services/") && !entry.isDirectory())
                .flatMap(entry -> lines(jar, entry).stream())
                .map(line -> line.replaceFirst("#.*", "").strip().replace('.', '/'))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    @Override
    public void close() throws IOException {
        for (JarFile jar : files) {
            jar.close();
        }
    }

    private static List<String> lines(JarFile jar, JarEntry entry) {
        try (InputStream in = jar.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
