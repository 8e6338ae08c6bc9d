package dev.hazir.host.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.http.RequestPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a jar answer under their own names and under no other. */
class StaticFilesTest {

    @TempDir
    private Path directory;

    @Test
    void aNameThatLooksLikeAPatternIsANameOnly() throws Exception {
        List<Claim> claims = claims("{x}/list.txt", "*", "a*b.txt", "{id}");
        assertThat(matching(claims, "/apps/meter/%7Bx%7D/list.txt")).hasSize(1);
        assertThat(matching(claims, "/apps/meter/*")).hasSize(1);
        assertThat(matching(claims, "/apps/meter/a*b.txt")).hasSize(1);
        assertThat(matching(claims, "/apps/meter/%7Bid%7D")).hasSize(1);
        assertThat(matching(claims, "/apps/meter/any/list.txt")).isEmpty();
        assertThat(matching(claims, "/apps/meter/any")).isEmpty();
        assertThat(matching(claims, "/apps/meter/")).isEmpty();
    }

    @Test
    void aListingCannotTakeSuchANameForAPattern() throws Exception {
        assertThat(claims("{x}/*"))
                .singleElement()
                .extracting(claim -> claim.pattern().toString())
                .isEqualTo("/apps/meter/%7Bx%7D/%2A");
    }

    private List<Claim> claims(String... names) throws IOException {
        Path jar = directory.resolve("meter.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry("META-INF/resources/" + name));
                zip.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return StaticFiles.claims(
                jar, directory.resolve("spill"), new Prefixes("/apps/meter", "/res/meter"), Runnable::run);
    }

    private static List<Claim> matching(List<Claim> claims, String path) {
        List<String> segments = RequestPath.parse(path).segments();
        return claims.stream()
                .filter(claim -> claim.pattern().matches(segments))
                .toList();
    }
}
