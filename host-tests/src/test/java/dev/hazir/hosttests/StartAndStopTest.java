package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StartAndStopTest {

    @TempDir
    Path directory;

    @Test
    void aReadyHostSaysWhereItIsAndTakesItBackWhenItStops() throws Exception {
        Path home = directory.resolve("home");
        try (HostProcess host = HostProcess.start(home)) {
            JsonNode written = new JsonMapper().readTree(Files.readString(home.resolve("run/host.json")));
            assertThat(host.url().toString()).isEqualTo(written.path("url").asString() + "/");
            assertThat(written.path("port").asInt()).isEqualTo(host.url().getPort());
            assertThat(ProcessHandle.of(written.path("pid").asLong())).isPresent();
            assertThat(Files.getPosixFilePermissions(home.resolve("run/token")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(host.rest().get("/health/live").status()).isEqualTo(200);
            assertThat(host.rest().get("/health/ready").status()).isEqualTo(200);

            assertThat(host.terminate()).as(host.output()).isZero();
            assertThat(home.resolve("run/host.json")).doesNotExist();
        }
    }

    @Test
    void aSecondHostOnTheSameHomeIsRefusedAndTheFirstGoesOn() {
        Path home = directory.resolve("home");
        try (HostProcess host = HostProcess.start(home)) {
            Hazir.Result second = Hazir.run("start", "--home", home.toString(), "--port", "0");
            assertThat(second.exit()).as(second.toString()).isEqualTo(1);
            assertThat(second.err()).contains("already").contains(home.toString());
            assertThat(host.rest().get("/health/ready").status()).isEqualTo(200);
        }
    }

    @Test
    void anUnknownKeyStopsTheStartWithASuggestion() throws Exception {
        Path home = Files.createDirectories(directory.resolve("home"));
        Files.writeString(home.resolve("hazir.properties"), "prot = 8080\n");
        Hazir.Result start = Hazir.run("start", "--home", home.toString(), "--port", "0");
        assertThat(start.exit()).as(start.toString()).isEqualTo(1);
        assertThat(start.err()).contains("prot").contains("port");
    }

    @Test
    void aHomeThatCannotBeWrittenIsRefusedWithWhatToDo() throws Exception {
        Path file = Files.createFile(directory.resolve("a-file"));
        Hazir.Result start = Hazir.run("start", "--home", file.resolve("home").toString(), "--port", "0");
        assertThat(start.exit()).as(start.toString()).isEqualTo(1);
        assertThat(start.err()).contains(file.toString()).contains("--home");
    }

    @Test
    void verbsWithoutAHostSayThatItIsNotReachable() {
        Hazir.Result list =
                Hazir.run("list", "--home", directory.resolve("nowhere").toString());
        assertThat(list.exit()).as(list.toString()).isEqualTo(3);
        assertThat(list.out()).isEmpty();
    }

    @Test
    void anUnknownVerbIsAUsageError() {
        assertThat(Hazir.run("instal").exit()).isEqualTo(2);
    }
}
