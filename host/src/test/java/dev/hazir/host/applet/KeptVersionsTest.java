package dev.hazir.host.applet;

import static dev.hazir.host.applet.Engine.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hazir.host.TestHost;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kept versions: their settings go with them, and their jars are watched over. */
class KeptVersionsTest {

    @AutoClose
    private static final Engine engine = Engine.start();

    @TempDir
    Path directory;

    @Test
    void eachVersionComesBackWithTheSettingsItHad() throws Exception {
        try (Engine.Run run = run()) {
            done(run.applets.deploy(titled("1.0.0"), Applets.Intent.INSTALL, "test"));
            done(run.applets.saveSettings("probe", Map.of("title", "Old"), "test"));
            done(run.applets.deploy(levelled("2.0.0"), Applets.Intent.UPGRADE, "test"));
            assertThat(run.setting("probe", "title")).isEqualTo("Old");
            done(run.applets.saveSettings("probe", Map.of("title", "New", "level", 7), "test"));

            done(run.applets.rollback("probe", Optional.empty(), "test"));
            assertThat(run.standing("probe")).isEqualTo("live 1.0.0");
            assertThat(run.setting("probe", "title")).isEqualTo("Old");
        }
        try (Engine.Run run = run()) {
            assertThat(run.setting("probe", "title")).isEqualTo("Old");
            done(run.applets.rollback("probe", Optional.empty(), "test"));
            assertThat(run.standing("probe")).isEqualTo("live 2.0.0");
            assertThat(run.setting("probe", "title")).isEqualTo("New");
            assertThat(run.setting("probe", "level")).isEqualTo(7);
        }
    }

    @Test
    void aSettingThatAVersionDoesNotKnowIsKeptAsideAndToldAndComesBackWithTheNext() throws Exception {
        try (Engine.Run run = run()) {
            done(run.applets.deploy(levelled("1.0.0"), Applets.Intent.INSTALL, "test"));
            done(run.applets.saveSettings("probe", Map.of("title", "Kept", "level", 7), "test"));
            Operation.View upgrade = done(run.applets.deploy(titled("2.0.0"), Applets.Intent.UPGRADE, "test"));
            assertThat(upgrade.steps()).anySatisfy(step -> {
                assertThat(step.name()).isEqualTo("settings");
                assertThat(step.detail()).contains("level").doesNotContain("title");
            });
            assertThat(run.setting("probe", "title")).isEqualTo("Kept");
            done(run.applets.deploy(levelled("3.0.0"), Applets.Intent.UPGRADE, "test"));
            assertThat(run.setting("probe", "level")).isEqualTo(7);
        }
    }

    @Test
    void settingsOutliveARemovalThatKeepsTheDataAndGoWithOneThatErasesIt() throws Exception {
        try (Engine.Run run = run()) {
            done(run.applets.deploy(titled("1.0.0"), Applets.Intent.INSTALL, "test"));
            done(run.applets.saveSettings("probe", Map.of("title", "Mine"), "test"));
            done(run.applets.remove("probe", Applets.DataFate.KEEP, "test"));
        }
        try (Engine.Run run = run()) {
            assertThat(run.standing("probe")).isEqualTo("absent");
            done(run.applets.deploy(titled("1.0.0"), Applets.Intent.INSTALL, "test"));
            assertThat(run.setting("probe", "title")).isEqualTo("Mine");
            done(run.applets.remove("probe", Applets.DataFate.ERASE, "test"));
            done(run.applets.deploy(titled("1.0.0"), Applets.Intent.INSTALL, "test"));
            assertThat(run.setting("probe", "title")).isEqualTo("Untitled");
        }
    }

    @Test
    void aRestartOfAnAppletLeavesItsFileOnDiskAlone() throws Exception {
        try (Engine.Run run = run()) {
            done(run.applets.deploy(titled("1.0.0"), Applets.Intent.INSTALL, "test"));
            done(run.applets.saveSettings("probe", Map.of("title", "Mine"), "test"));
            Path state = run.home.versions().resolve("probe/state.json");
            Object key = Files.readAttributes(state, "fileKey,lastModifiedTime");
            done(run.applets.restart("probe", "test"));
            assertThat(Files.readAttributes(state, "fileKey,lastModifiedTime")).isEqualTo(key);
        }
    }

    @Test
    void anAppletWhoseJarWasDamagedIsReportedWithTheLastGoodVersionAndTheOthersStart() throws Exception {
        try (Engine.Run run = run()) {
            done(run.applets.deploy(titled("1.0.0"), Applets.Intent.INSTALL, "test"));
            done(run.applets.deploy(titled("2.0.0"), Applets.Intent.UPGRADE, "test"));
            done(run.applets.deploy(
                    TestHost.jar(directory, "other", "1.0.0", TitledApplet.class, TitledApplet.Settings.class),
                    Applets.Intent.INSTALL,
                    "test"));
            flipAByte(jar(run, "2.0.0"));
        }
        try (Engine.Run run = run()) {
            assertThat(run.standing("other")).isEqualTo("live 1.0.0");
            assertThat(run.standing("probe")).isEqualTo("failed 2.0.0");
            assertThat(run.reason("probe")).contains("2.0.0").contains("damaged");
            assertThat(run.applets.problems())
                    .extracting(Problem::code, Problem::applet)
                    .containsExactly(tuple("APP-132", "probe"));
            assertThat(run.applets.problems().get(0).fix()).contains("hazir rollback probe 1.0.0");
            done(run.applets.rollback("probe", Optional.empty(), "test"));
            assertThat(run.standing("probe")).isEqualTo("live 1.0.0");
        }
    }

    @Test
    void aDeletedJarOfARunningVersionIsAProblemUntilTheJarIsInstalledAgain() throws Exception {
        try (Engine.Run run = run()) {
            done(run.applets.deploy(titled("1.0.0"), Applets.Intent.INSTALL, "test"));
            Files.delete(jar(run, "1.0.0"));
            assertThat(run.applets.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.what()).contains("probe 1.0.0").contains("missing");
                assertThat(problem.fix()).contains("Install the same jar again");
            });
            Operation.View restart = Applets.await(run.applets.restart("probe", "test"));
            assertThat(restart.state()).isEqualTo(Operation.State.REFUSED);
            assertThat(run.standing("probe")).isEqualTo("live 1.0.0");

            done(run.applets.deploy(titled("1.0.0"), Applets.Intent.UPGRADE, "test"));
            assertThat(run.applets.problems()).isEmpty();
            done(run.applets.restart("probe", "test"));
        }
    }

    @Test
    void anAppletWhoseStateCannotBeReadIsListedAndLeftAlone() throws Exception {
        Path state;
        try (Engine.Run run = run()) {
            done(run.applets.deploy(titled("1.0.0"), Applets.Intent.INSTALL, "test"));
            state = run.home.versions().resolve("probe/state.json");
        }
        Files.writeString(state, "{\"id\":\"probe\"");
        try (Engine.Run run = run()) {
            assertThat(run.standing("probe")).startsWith("failed");
            assertThat(run.applets.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.why()).contains(state.toString()));
            assertThat(jar(run, "1.0.0")).exists();
        }
        assertThat(state).content().isEqualTo("{\"id\":\"probe\"");
    }

    private Engine.Run run() throws Exception {
        return engine.run(directory.resolve("home"));
    }

    private Path titled(String version) throws IOException {
        return TestHost.jar(directory, "probe", version, TitledApplet.class, TitledApplet.Settings.class);
    }

    private Path levelled(String version) throws IOException {
        return TestHost.jar(directory, "probe", version, LevelledApplet.class, LevelledApplet.Settings.class);
    }

    private static Path jar(Engine.Run run, String version) {
        return run.home.versions().resolve("probe").resolve(version + ".jar");
    }

    private static void flipAByte(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }
}
