package dev.hazir.templates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pages take from others is what vendor.lock says, and its licences are told. */
class VendorTest {

    private static final Path PLACE = Path.of("src/main/resources/META-INF/resources/ui/vendor");
    private static final String LICENCES = "THIRD-PARTY.txt";
    private static final Set<String> ALLOWED = Set.of("0BSD", "MIT");

    /** A line of the lock. */
    private record Locked(String name, String version, String source, String file, String hash, String licence) {}

    @Test
    void everyFileIsTheOneThatWasLocked() throws Exception {
        List<Locked> lock = lock();

        assertThat(lock).isNotEmpty();
        for (Locked locked : lock) {
            assertThat(sha256(PLACE.resolve(locked.file()))).as(locked.file()).isEqualTo(locked.hash());
            assertThat(locked.file()).contains("/" + locked.version() + "/");
            assertThat(locked.source()).startsWith("npm:").endsWith("@" + locked.version());
        }
    }

    @Test
    void nothingElseIsServedFromThere() throws IOException {
        Set<String> locked = lock().stream().map(Locked::file).collect(Collectors.toSet());
        try (Stream<Path> files = Files.walk(PLACE)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> PLACE.relativize(file).toString().replace('\\', '/'))
                            .filter(file -> !file.equals(LICENCES)))
                    .containsExactlyInAnyOrderElementsOf(locked);
        }
    }

    @Test
    void licencesAllowItAndAreServedWithTheFiles() throws IOException {
        String told = Files.readString(PLACE.resolve(LICENCES));
        for (Locked locked : lock()) {
            assertThat(locked.licence()).isIn(ALLOWED);
            assertThat(told.lines())
                    .anyMatch(line -> line.startsWith(locked.name() + " " + locked.version() + " ")
                            && line.endsWith("Licence: " + locked.licence()));
        }
        assertThat(told).contains("Zero-Clause BSD", "The MIT License");
    }

    private static List<Locked> lock() throws IOException {
        return Files.readAllLines(Path.of("vendor.lock")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> Stream.of(line.split("\\|")).map(String::strip).toList())
                .map(parts ->
                        new Locked(parts.get(0), parts.get(1), parts.get(2), parts.get(4), parts.get(5), parts.get(6)))
                .toList();
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
