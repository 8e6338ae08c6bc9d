package dev.hazir.host.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.hazir.host.TestHost;
import dev.hazir.host.security.PasswordHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that nobody sets up by hand. */
class UnattendedTest {

    @TempDir
    Path directory;

    @Test
    void theSetUpFileSaysHowTheHostIsReached() throws Exception {
        Path home = directory.resolve("home");
        Map<String, String> environment = environment(
                "{\"web.hosts\": \"a.example\", \"web.proxies\": \"10.0.0.0/8\", \"certificate\": \"make\", \"tls\": \"on\"}");
        Unattended.prepare(home, environment);
        assertThat(Files.readString(home.resolve("hazir.properties")))
                .isEqualTo("web.hosts = a.example\nweb.proxies = 10.0.0.0/8\ntls = on\n");
        try (TestHost host = TestHost.startIn(environment, home)) {
            assertThat(host.host().url()).hasScheme("https");
            assertThat(host.cli("tls")).contains("a.example");
            assertThat(host.host().access().people().hasAdmin()).isTrue();
        }
        Files.writeString(home.resolve("hazir.properties"), "web.hosts = b.example\n");
        Unattended.prepare(home, environment);
        assertThat(Files.readString(home.resolve("hazir.properties"))).isEqualTo("web.hosts = b.example\n");
    }

    @Test
    void whatWillNotDoStopsTheStart() throws Exception {
        Path home = directory.resolve("home");
        assertThatIOException()
                .isThrownBy(() -> Unattended.prepare(home, environment("{\"tls\": \"yes\"}")))
                .withMessageContaining("tls is 'yes' (expected: on or off)");
        assertThatIOException()
                .isThrownBy(() -> Unattended.prepare(home, environment("{\"names\": \"a.example\"}")))
                .withMessageContaining("network has 'names'");
        assertThat(home.resolve("hazir.properties")).doesNotExist();
        Unattended.prepare(home, Map.of());
        assertThat(home).doesNotExist();
    }

    private Map<String, String> environment(String network) throws Exception {
        String hash = new PasswordHash().of("seven small green boats");
        Path file = Files.writeString(
                directory.resolve("setup.json"),
                "{\"people\": [{\"name\": \"ops\", \"passwordHash\": \"" + hash + "\"}], \"network\": " + network
                        + "}");
        return Map.of("HAZIR_SETUP_FILE", file.toString());
    }
}
