package dev.hazir.host.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.CompiledJar;
import dev.hazir.host.operation.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No false alarm on real libraries: those on the class path of the tests, some of each, or all of those in the directory
 * that the system property {@code libraries} names.
 */
class LibrariesTest {

    private static final boolean ALL = System.getProperty("libraries") != null;
    private static final long MODEST = 400_000;

    @TempDir
    Path directory;

    @Test
    void librariesInTheJarAreNoReasonToRefuseIt() throws Exception {
        Path applet = applet(directory.resolve("plain.jar"), List.of());

        assertThat(libraries()).hasSizeGreaterThan(20);
        assertThat(problems(
                        Stream.concat(Stream.of(applet), libraries().stream()).toList()))
                .isEmpty();
    }

    @Test
    void neitherAreLibrariesThatAreShadedIntoIt() throws Exception {
        List<Path> shaded = libraries();
        if (!ALL) {
            shaded = shaded.stream()
                    .filter(file -> file.toFile().length() < MODEST)
                    .toList();
        }
        assertThat(problems(List.of(applet(directory.resolve("shaded.jar"), shaded))))
                .isEmpty();
    }

    /** Everything in a library taken for own code: what is found to be missing then is missing indeed. */
    @Test
    void noMemberOfALibraryOrOfJavaIsFoundMissingWhereItsClassIsThere() throws Exception {
        Platform platform = new Platform();
        for (Path library : libraries()) {
            try (Jars jars = Jars.open(List.of(library))) {
                World world = new World(platform, new HashMap<>(), getClass().getClassLoader(), name -> false, jars);
                Resolution resolution = new Resolution(world);
                int step = ALL ? 1 : 60;
                int at = 0;
                for (String name : jars.classes(0)) {
                    Shape from = world.find(name);
                    if (at++ % step == 0
                            && from != null
                            && from.release() <= Runtime.version().feature()) {
                        ClassUses.read(name, jars.bytes(0, name))
                                .uses()
                                .forEach(use -> assertThat(
                                                world.find(use.need().element()) == null
                                                        ? null
                                                        : resolution.fault(from, use.need()))
                                        .as("%s in %s of %s", use.need(), use.place(), library)
                                        .isNull());
                    }
                }
            }
        }
    }

    private List<String> problems(List<Path> jars) throws IOException {
        Candidate candidate = new Candidate("probe", "1.0.0", "any", "demo.Main", jars, LibrariesTest::shared);
        return new LinkCheck(getClass().getClassLoader(), directory.resolve("checked.json"), Runnable::run)
                .check(candidate).problems().stream().map(Problem::what).toList();
    }

    private static boolean shared(String name) {
        return Stream.of(
                        "dev.hazir.applet.",
                        "jakarta.servlet.",
                        "jakarta.validation.",
                        "jakarta.persistence.",
                        "org.slf4j.")
                .anyMatch(name::startsWith);
    }

    /** An applet that names a class of each library. */
    private Path applet(Path file, List<Path> shaded) throws IOException {
        Path small = CompiledJar.in(directory)
                .applet("probe", "1.0.0", "demo.Main")
                .source("demo.Main", """
                        package demo;
                        public final class Main implements dev.hazir.applet.Applet {
                            public void setup(dev.hazir.applet.AppletContext app) {}
                        }
                        """)
                .write("small.jar");
        Set<String> names = new HashSet<>();
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream all = new JarOutputStream(out)) {
            for (Path path : Stream.concat(Stream.of(small), shaded.stream()).toList()) {
                add(path, all, names);
            }
        }
        return file;
    }

    private static void add(Path path, JarOutputStream all, Set<String> names) throws IOException {
        all.setLevel(0);
        try (JarFile jar = new JarFile(path.toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                if (!entry.isDirectory() && names.add(entry.getName())) {
                    all.putNextEntry(new JarEntry(entry.getName()));
                    try (InputStream in = jar.getInputStream(entry)) {
                        in.transferTo(all);
                    }
                }
            }
        }
    }

    private static List<Path> libraries() throws IOException {
        String named = System.getProperty("libraries");
        if (named != null) {
            try (Stream<Path> files = Files.list(Path.of(named))) {
                return files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .toList();
            }
        }
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(classPath.split(java.io.File.pathSeparator))
                .map(Path::of)
                .filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file))
                .filter(file -> !file.toString().contains("hazir"))
                .toList();
    }
}
