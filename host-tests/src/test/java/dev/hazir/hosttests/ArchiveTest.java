package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes, in an unpacked distribution of its own. */
class ArchiveTest {

    private static final String HOST = "dev.hazir.host.host.Host ";

    @TempDir
    static Path directory;

    private static Path program;
    private static Path archive;
    private static byte[] content;

    @BeforeAll
    static void startForTheFirstTime() throws IOException {
        Path built = Hazir.repository().resolve("host/target");
        program = directory.resolve("program");
        copy(Hazir.repository().resolve("bin/hazir"), program.resolve("bin/hazir"));
        copy(built.resolve("host.jar"), program.resolve("host.jar"));
        try (DirectoryStream<Path> libraries = Files.newDirectoryStream(built.resolve("lib"))) {
            for (Path library : libraries) {
                copy(library, program.resolve("lib").resolve(library.getFileName()));
            }
        }
        for (String applet : List.of("hello", "meter")) {
            copy(Hazir.builtJar(applet), program.resolve("applets").resolve(applet + ".jar"));
        }
        assertThat(sharedClasses("now")).contains(HOST, "org.eclipse.jetty.server.Server ");
        archive = archives().get(0);
        assertThat(archives()).hasSize(1);
        assertThat(unfinished()).isEmpty();
        content = Files.readAllBytes(archive);
    }

    @AfterEach
    void putBack() throws IOException {
        for (Path any : archives()) {
            Files.delete(any);
        }
        Files.write(archive, content);
    }

    @Test
    void theNextStartUsesTheArchiveAndMakesNone() throws Exception {
        FileTime made = Files.getLastModifiedTime(archive);

        assertThat(sharedClasses("now")).contains(HOST);
        assertThat(archives()).containsExactly(archive);
        assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
    }

    @Test
    void anArchiveThatIsBrokenKeepsNoHostFromStarting() throws Exception {
        Files.delete(archive);
        Files.write(archive, Arrays.copyOf(content, content.length / 2));
        assertThat(sharedClasses("now")).doesNotContain(HOST);

        Files.writeString(archive, "no archive at all");
        assertThat(sharedClasses("now")).doesNotContain(HOST);
    }

    @Test
    void anArchiveOfOtherJarsIsNotTaken() throws Exception {
        Path jar = program.resolve("host.jar");
        FileTime before = Files.getLastModifiedTime(jar);
        Files.setLastModifiedTime(jar, FileTime.from(before.toInstant().minusSeconds(100)));
        try {
            assertThat(sharedClasses("")).doesNotContain(HOST);
        } finally {
            Files.setLastModifiedTime(jar, before);
        }
    }

    @Test
    void aHostCanDoWithoutAnArchive() throws Exception {
        Files.delete(archive);

        assertThat(sharedClasses("off")).doesNotContain(HOST);
        assertThat(archives()).isEmpty();
        assertThat(unfinished()).isEmpty();
    }

    /** Starts and stops a host; returns the log lines of the classes that it took from an archive. */
    private static String sharedClasses(String archive) throws IOException {
        Path classes = directory.resolve("classes.log");
        Files.deleteIfExists(classes);
        Map<String, String> environment =
                Map.of("HAZIR_ARCHIVE", archive, "HAZIR_JAVA_OPTS", "-Xlog:class+load:file=" + classes);
        try (HostProcess host = HostProcess.startOf(program, directory.resolve("home"), environment)) {
            assertThat(host.rest().get("/health/ready").status()).isEqualTo(200);
            assertThat(host.output()).doesNotContainIgnoringCase("archive");
            assertThat(host.terminate()).as(host.output()).isZero();
        }
        return String.join(
                "\n",
                Files.readAllLines(classes).stream()
                        .filter(line -> line.contains("shared objects file"))
                        .toList());
    }

    private static List<Path> archives() throws IOException {
        return listed("host-*.jsa");
    }

    /** What was begun and not finished. */
    private static List<Path> unfinished() throws IOException {
        return listed("archive.*");
    }

    private static List<Path> listed(String pattern) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(program, pattern)) {
            files.forEach(found::add);
        }
        return found;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }
}
