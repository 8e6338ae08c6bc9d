package dev.hazir.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host's configuration: keys, defaults, sources and complaints. */
class ConfigReaderTest {

    @TempDir
    Path home;

    @Test
    void everyKeyHasItsDefault() throws ConfigException {
        HostConfig config = read(Map.of(), Map.of());

        assertThat(config.effective().stream().map(entry -> entry.key() + "=" + entry.value()))
                .containsExactly(
                        "bind=127.0.0.1",
                        "port=8899",
                        "web.hosts=",
                        "web.proxies=",
                        "tls=off",
                        "tls.certificate=host.pem",
                        "tls.key=",
                        "admin.port=",
                        "dev=false",
                        "workers=256",
                        "drain=30s",
                        "setup=10s",
                        "versions=5",
                        "backups=5",
                        "loop.offenders=move",
                        "crashes=2",
                        "start-page=host",
                        "install.folder=",
                        "install.urls=",
                        "limits.body=64MiB",
                        "limits.request-line=8KiB",
                        "limits.headers=16KiB",
                        "limits.header-time=10s",
                        "limits.body-time=30s",
                        "limits.idle=60s",
                        "limits.connections=10000");
        assertThat(config.effective()).allMatch(entry -> entry.source().equals("default"));
        assertThat(config.limits())
                .isEqualTo(new HostConfig.Limits(
                        64 << 20,
                        8192,
                        16_384,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        10_000));
        assertThat(config.drain()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.bind()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8899);
        assertThat(config.ports()).isEmpty();
    }

    @Test
    void everyKeyHasAUserStory() {
        assertThat(ConfigKey.ALL)
                .allSatisfy(key -> assertThat(key.story()).as(key.name()).isNotBlank());
    }

    @Test
    void flagBeatsEnvironmentBeatsFileBeatsDefault() throws Exception {
        file("port = 1001", "workers = 11", "drain = 5s");

        HostConfig config = read(Map.of("HAZIR_PORT", "1002", "HAZIR_WORKERS", "12"), Map.of("port", "1003"));

        assertThat(config.port()).isEqualTo(1003);
        assertThat(config.workers()).isEqualTo(12);
        assertThat(config.drain()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.effective())
                .contains(
                        new HostConfig.Entry("port", "1003", "flag --port"),
                        new HostConfig.Entry("workers", "12", "env HAZIR_WORKERS"),
                        new HostConfig.Entry("drain", "5s", "hazir.properties"),
                        new HostConfig.Entry("versions", "5", "default"));
    }

    @Test
    void unknownKeyStopsTheStartWithASuggestion() throws Exception {
        file("prot = 9000");

        assertThat(problems(Map.of(), Map.of()))
                .singleElement()
                .extracting(ConfigProblem::toString)
                .isEqualTo("Unknown key 'prot' (hazir.properties). Did you mean 'port'? Correct or remove it.");
    }

    @Test
    void allProblemsAreReportedAtOnce() throws Exception {
        file("limits.body = much", "colour = red", "port.meter.devices = x:y");

        assertThat(problems(Map.of("HAZIR_WORKERS", "0"), Map.of("port", "70000")))
                .extracting(ConfigProblem::what)
                .containsExactlyInAnyOrder(
                        "limits.body: 'much' (hazir.properties).",
                        "Unknown key 'colour' (hazir.properties).",
                        "port.meter.devices: 'x:y' (hazir.properties).",
                        "workers: '0' (env HAZIR_WORKERS).",
                        "port: '70000' (flag --port).");
    }

    @Test
    void operatorMovesThePortOfAnApplet() throws Exception {
        file("port.meter.devices = 0.0.0.0:7100", "port.building-door.lock = [::1]:0");

        HostConfig config = read(Map.of("HAZIR_PORT_HELLO_ECHO", "1300"), Map.of());

        assertThat(config.port("meter", "devices")).contains(new PortAddress(Optional.of("0.0.0.0"), 7100));
        assertThat(config.port("building-door", "lock")).contains(new PortAddress(Optional.of("::1"), 0));
        assertThat(config.port("hello", "echo")).contains(new PortAddress(Optional.empty(), 1300));
        assertThat(config.port("meter", "other")).isEmpty();
        assertThat(config.effective())
                .contains(new HostConfig.Entry("port.hello.echo", "1300", "env HAZIR_PORT_HELLO_ECHO"));
    }

    @Test
    void environmentOfAnInstalledAppletIsItsOwn() throws Exception {
        HostConfig config =
                read(Map.of("HAZIR_METER_PORT", "7", "HAZIR_PROT", "1", "HAZIR_HOME", "/x", "PATH", "/bin"), Map.of());

        assertThat(config.warnings(List.of("meter")))
                .singleElement()
                .asString()
                .contains("HAZIR_PROT")
                .endsWith("Did you mean HAZIR_PORT?");
        assertThat(config.warnings(List.of())).hasSize(2);
    }

    @Test
    void developersHostIsNotReachableFromOutside() {
        assertThat(problems(Map.of("HAZIR_BIND", "0.0.0.0"), Map.of("dev", "true")))
                .singleElement()
                .extracting(ConfigProblem::what)
                .isEqualTo("dev and bind=0.0.0.0 do not go together.");
    }

    @Test
    void sizesAndTimesAreWrittenAsPeopleWriteThem() throws Exception {
        file("limits.body = 2 GiB", "limits.headers = 20000", "drain = 500ms", "limits.idle = PT2M", "setup = 1m");

        HostConfig config = read(Map.of(), Map.of());

        assertThat(config.limits().body()).isEqualTo(2L << 30);
        assertThat(config.limits().headers()).isEqualTo(20_000);
        assertThat(config.drain()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.limits().idle()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.setup()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void valueThatNoMachineHasIsAProblemAndNotACrash() throws Exception {
        file(
                "limits.headers = 900000 GiB",
                "limits.request-line = 3 GiB",
                "limits.body = 999999999999GiB",
                "drain = -1s");

        assertThat(problems(Map.of(), Map.of()).stream().map(ConfigProblem::what))
                .extracting(what -> what.substring(0, what.indexOf(':')))
                .containsExactlyInAnyOrder("limits.headers", "limits.request-line", "limits.body", "drain");
    }

    private HostConfig read(Map<String, String> environment, Map<String, String> flags) throws ConfigException {
        return ConfigReader.read(home, environment, flags);
    }

    private List<ConfigProblem> problems(Map<String, String> environment, Map<String, String> flags) {
        return catchThrowableOfType(ConfigException.class, () -> read(environment, flags))
                .problems();
    }

    private void file(String... lines) throws IOException {
        Files.write(home.resolve("hazir.properties"), List.of(lines));
    }
}
