package dev.hazir.host.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The token of a run. */
class HostTokenTest {

    @TempDir
    Path run;

    @Test
    void fileIsForItsOwnerAlone() throws Exception {
        Path file = run.resolve("token");
        Files.writeString(file, "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        HostToken token = HostToken.create(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).isEqualTo(token.text()).hasSizeGreaterThan(40);
        assertThat(run).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void onlyTheTokenItselfIsAccepted() throws Exception {
        HostToken token = HostToken.create(run.resolve("token"));

        assertThat(token.accepts("Bearer " + token.text())).isTrue();
        assertThat(token.accepts("bearer  " + token.text())).isTrue();
        assertThat(token.accepts(null)).isFalse();
        assertThat(token.accepts(token.text())).isFalse();
        assertThat(token.accepts("Basic " + token.text())).isFalse();
        assertThat(token.accepts("Bearer " + token.text() + "x")).isFalse();
        assertThat(token.accepts("Bearer ")).isFalse();
    }

    @Test
    void eachRunHasAnotherToken() throws Exception {
        String first = HostToken.create(run.resolve("token")).text();

        HostToken second = HostToken.create(run.resolve("token"));

        assertThat(second.text()).isNotEqualTo(first);
        assertThat(second.accepts("Bearer " + first)).isFalse();
        assertThat(second.toString()).doesNotContain(second.text());
    }

    @Test
    void closingDeletesTheFile() throws Exception {
        HostToken token = HostToken.create(run.resolve("token"));

        token.close();

        assertThat(run.resolve("token")).doesNotExist();
    }
}
