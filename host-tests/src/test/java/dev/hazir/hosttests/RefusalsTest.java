package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused changes nothing, and says everything that is wrong at once. */
class RefusalsTest {

    @TempDir
    static Path directory;

    private static HostProcess host;
    private static Rest rest;

    @BeforeAll
    static void start() {
        host = HostProcess.start(directory.resolve("home"), Map.of());
        rest = host.rest();
        Path jar = AppletSource.of("standing", "1.0.0").setup("""
                        app.loop().resource("/version", request -> "1.0.0");
                        app.loop().lines("door", 0, peer -> line -> peer.send("OK"));
                        """).jar(directory);
        rest.deploy(jar);
        assertThat(rest.standing("standing")).isEqualTo("live 1.0.0");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void aFileThatIsNoJar() throws Exception {
        Path text = Files.writeString(directory.resolve("text.jar"), "this is not a zip");
        expectRefused(text, "not a complete jar");
    }

    @Test
    void aJarWithoutADescriptor() {
        Path jar = AppletSource.of("nameless", "1.0.0").with("id", "").jar(directory);
        expectRefused(jar, "id");
    }

    @Test
    void allProblemsOfADescriptorAreNamedTogether() {
        Path jar = AppletSource.of("Wrong_Id", "1.0.0")
                .with("version", "first")
                .with("main", "not a class")
                .with("requires", "ledger about 2")
                .jar(directory);
        Hazir.Result refused = expectRefused(jar, "Wrong_Id");
        assertThat(refused.toString()).contains("first").contains("not a class").contains("ledger about 2");
    }

    @Test
    void anApiLevelThisHostDoesNotHave() {
        expectRefused(AppletSource.of("newer", "1.0.0").with("api", "2").jar(directory), "level 2");
        assertThat(rest.standing("newer")).doesNotStartWith("live");
    }

    @Test
    void aMissingRequirement() {
        Path jar = AppletSource.of("needy", "1.0.0")
                .with("requires", "ledger >= 2.0")
                .jar(directory);
        expectRefused(jar, "ledger");
        assertThat(rest.get("/res/needy/").status()).isEqualTo(404);
    }

    @Test
    void aPortThatAnotherAppletHolds() {
        int held = rest.port("standing", "door");
        Path jar = AppletSource.of("grabber", "1.0.0")
                .setup("app.loop().lines(\"door\", %d, peer -> line -> {});".formatted(held))
                .jar(directory);
        Hazir.Result refused = expectRefused(jar, String.valueOf(held));
        assertThat(refused.toString()).contains("standing");
    }

    @Test
    void aRootPathThatWasNotGranted() {
        Path jar = AppletSource.of("rooter", "1.0.0")
                .setup("app.loop().atRoot().handle(\"/everything\", request -> \"mine\");")
                .jar(directory);
        expectRefused(jar, "/everything");
    }

    @Test
    void aSetupThatThrowsLeavesNoRoutePortOrThread() {
        Path jar = AppletSource.of("thrower", "1.0.0").setup("""
                        app.loop().resource("/x", request -> "x");
                        app.loop().lines("door", 0, peer -> line -> {});
                        if (true) throw new IllegalStateException("the cellar is flooded");
                        """).jar(directory);
        expectRefused(jar, "the cellar is flooded");
        assertThat(rest.get("/res/thrower/x").status()).isEqualTo(404);
        assertThat(rest.admin("GET", "ports").text()).doesNotContain("thrower");
        assertThat(rest.admin("GET", "routes").text()).doesNotContain("/res/thrower");
    }

    @Test
    void anUpgradeThatIsRefusedLeavesTheOldVersionServing() {
        Path jar = AppletSource.of("standing", "2.0.0")
                .setup("throw new IllegalStateException(\"no cellar\");")
                .jar(directory);
        Hazir.Result refused = host.cli("upgrade", jar.toString());
        assertThat(refused.exit()).as(refused.toString()).isIn(1, 4, 5);
        assertThat(refused.toString()).contains("no cellar");
        assertThat(rest.standing("standing")).isEqualTo("live 1.0.0");
        assertThat(rest.get("/res/standing/version").text()).contains("1.0.0");
    }

    @Test
    void removingWhatAnotherNeedsIsRefusedWithTheList() {
        rest.deploy(AppletSource.of("base", "1.0.0").jar(directory));
        rest.deploy(AppletSource.of("leaning", "1.0.0")
                .with("requires", "base >= 1")
                .jar(directory));
        Hazir.Result refused = host.cli("remove", "base");
        assertThat(refused.exit()).as(refused.toString()).isEqualTo(4);
        assertThat(refused.toString()).contains("leaning");
        assertThat(rest.standing("base")).isEqualTo("live 1.0.0");
    }

    private static Hazir.Result expectRefused(Path jar, String named) {
        Hazir.Result result = host.cli("install", jar.toString());
        assertThat(result.exit()).as(result.toString()).isIn(1, 4);
        assertThat(result.toString()).contains(named);
        assertThat(rest.get("/res/standing/version").text()).contains("1.0.0");
        return result;
    }
}
