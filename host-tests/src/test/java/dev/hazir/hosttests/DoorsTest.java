package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of an applet through each of the doors: all have the same effect. */
class DoorsTest {

    @TempDir
    static Path directory;

    private static HostProcess host;
    private static Rest rest;

    @BeforeAll
    static void start() {
        host = HostProcess.start(directory.resolve("home"));
        rest = host.rest();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void aDroppedJarIsInstalledReplacedAndRemoved() throws Exception {
        Path drop = host.home().resolve("applets/dropped.jar");
        Files.copy(versioned("dropped", "1.0.0"), drop);
        await().atMost(Patience.LIMIT).until(() -> rest.standing("dropped").equals("live 1.0.0"));
        assertThat(rest.get("/res/dropped/version").text()).contains("1.0.0");

        Files.copy(versioned("dropped", "1.1.0"), drop, StandardCopyOption.REPLACE_EXISTING);
        await().atMost(Patience.LIMIT).until(() -> rest.standing("dropped").equals("live 1.1.0"));
        assertThat(rest.get("/res/dropped/version").text()).contains("1.1.0");

        Path kept = Files.createDirectories(host.home().resolve("data/dropped"));
        Files.delete(drop);
        await().atMost(Patience.LIMIT).until(() -> rest.standing("dropped").equals("absent"));
        await().atMost(Patience.LIMIT)
                .until(() -> rest.get("/res/dropped/version").status() == 404);
        assertThat(kept).exists();
    }

    @Test
    void theCommandLineInstallsUpgradesRollsBackAndRemoves() {
        expectExit(0, host.cli("install", versioned("typed", "1.0.0").toString()));
        assertThat(rest.get("/res/typed/version").text()).contains("1.0.0");

        expectExit(0, host.cli("upgrade", versioned("typed", "2.0.0").toString()));
        assertThat(rest.get("/res/typed/version").text()).contains("2.0.0");

        expectExit(0, host.cli("rollback", "typed"));
        assertThat(rest.get("/res/typed/version").text()).contains("1.0.0");

        expectExit(0, host.cli("disable", "typed"));
        assertThat(rest.standing("typed")).isEqualTo("disabled 1.0.0");
        assertThat(rest.get("/res/typed/version").status()).isIn(404, 503);

        expectExit(0, host.cli("enable", "typed"));
        expectExit(0, host.cli("restart", "typed"));
        assertThat(rest.standing("typed")).isEqualTo("live 1.0.0");

        Hazir.Result list = host.cli("list");
        assertThat(list.out()).contains("typed").contains("1.0.0").contains("live");
        assertThat(host.cli("show", "typed").out()).contains("typed");
        assertThat(host.cli("routes").out()).contains("/res/typed/version");

        expectExit(0, host.cli("remove", "typed"));
        assertThat(rest.standing("typed")).isEqualTo("absent");
    }

    @Test
    void restInstallsUpgradesRollsBackAndRemoves() {
        assertThat(rest.deploy(versioned("posted", "1.0.0")).path("version").asString())
                .isEqualTo("1.0.0");
        assertThat(rest.standing("posted")).isEqualTo("live 1.0.0");

        rest.deploy(versioned("posted", "2.0.0"));
        assertThat(rest.get("/res/posted/version").text()).contains("2.0.0");

        rest.act("POST", "applets/posted/rollback");
        assertThat(rest.standing("posted")).isEqualTo("live 1.0.0");

        rest.act("POST", "applets/posted/disable");
        assertThat(rest.standing("posted")).isEqualTo("disabled 1.0.0");
        rest.act("POST", "applets/posted/enable");
        rest.act("POST", "applets/posted/restart");
        assertThat(rest.standing("posted")).isEqualTo("live 1.0.0");

        rest.act("DELETE", "applets/posted");
        assertThat(rest.standing("posted")).isEqualTo("absent");
    }

    @Test
    void aHalfCopiedJarWaitsUntilItIsWhole() throws Exception {
        byte[] jar = Files.readAllBytes(versioned("halved", "1.0.0"));
        Path drop = host.home().resolve("applets/halved.jar");
        Files.write(drop, Arrays.copyOf(jar, jar.length / 2));
        await().during(Duration.ofSeconds(3))
                .atMost(Patience.LIMIT)
                .until(() -> !rest.standing("halved").startsWith("live"));
        Files.write(drop, jar);
        await().atMost(Patience.LIMIT).until(() -> rest.standing("halved").equals("live 1.0.0"));
    }

    @Test
    void theCommandLineNeedsTheTokenOfItsHome() {
        assertThat(rest.admin("GET", "applets").status()).isEqualTo(200);
        assertThat(new Rest(host.url(), "guessed").admin("GET", "applets").status())
                .isIn(401, 403);
    }

    private static Path versioned(String id, String version) {
        return AppletSource.of(id, version)
                .setup("app.loop().resource(\"/version\", request -> \"%s\");".formatted(version))
                .jar(directory);
    }

    private static void expectExit(int code, Hazir.Result result) {
        assertThat(result.exit()).as(result.toString()).isEqualTo(code);
    }
}
