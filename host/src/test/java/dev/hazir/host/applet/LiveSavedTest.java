package dev.hazir.host.applet;

import static dev.hazir.host.applet.Engine.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.TestHost;
import dev.hazir.host.settings.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an applet took while it ran goes with it through all that replaces it, like what restarted it. */
class LiveSavedTest {

    @AutoClose
    private static final Engine engine = Engine.start();

    @TempDir
    Path directory;

    @Test
    void versionThatIsDroppedRunsWithItAndTakesTheNextChangeLiveToo() throws Exception {
        try (Engine.Run run = run()) {
            done(run.applets.deploy(levelled("1.0.0"), Applets.Intent.INSTALL, "test"));
            saveLive(run, "First", 7);

            drop(run, levelled("2.0.0"));

            assertThat(run.standing("probe")).isEqualTo("live 2.0.0");
            expect(run, "First", 7);
            saveLive(run, "Second", 8);
            done(run.applets.rollback("probe", Optional.empty(), "test"));
            expect(run, "First", 7);
        }
        try (Engine.Run run = run()) {
            expect(run, "First", 7);
            done(run.applets.rollback("probe", Optional.empty(), "test"));
            assertThat(run.standing("probe")).isEqualTo("live 2.0.0");
            expect(run, "Second", 8);
        }
    }

    @Test
    void whatADroppedVersionDoesNotKnowComesBackWithTheNext() throws Exception {
        try (Engine.Run run = run()) {
            done(run.applets.deploy(levelled("1.0.0"), Applets.Intent.INSTALL, "test"));
            saveLive(run, "Live", 7);

            drop(run, TestHost.jar(directory, "probe", "2.0.0", TitledApplet.class, TitledApplet.Settings.class));

            assertThat(run.standing("probe")).isEqualTo("live 2.0.0");
            assertThat(run.setting("probe", "title")).isEqualTo("Live");
        }
        try (Engine.Run run = run()) {
            drop(run, levelled("3.0.0"));
            assertThat(run.standing("probe")).isEqualTo("live 3.0.0");
            expect(run, "Live", 7);
        }
    }

    @Test
    void restoredBackupBringsItBackAndTheAppletTakesTheNextChangeLive() throws Exception {
        Path backup;
        try (Engine.Run run = run()) {
            done(run.applets.deploy(levelled("1.0.0"), Applets.Intent.INSTALL, "test"));
            saveLive(run, "Kept", 7);
            backup = run.home
                    .backups()
                    .resolve(done(run.applets.backUp(Set.of("probe"), "test")).result());
            assertThat(backup).isRegularFile();
            saveLive(run, "Lost", 8);

            done(run.applets.restore(backup, Set.of(), "test"));

            expect(run, "Kept", 7);
            saveLive(run, "Next", 9);
        }
        try (Engine.Run run = run()) {
            expect(run, "Next", 9);
        }
        try (Engine.Run elsewhere = engine.run(directory.resolve("elsewhere"))) {
            done(elsewhere.applets.restore(backup, Set.of(), "test"));
            assertThat(elsewhere.standing("probe")).isEqualTo("live 1.0.0");
            expect(elsewhere, "Kept", 7);
            saveLive(elsewhere, "Other", 1);
        }
    }

    private static void saveLive(Engine.Run run, String title, int level) throws Exception {
        assertThat(done(run.applets.saveSettings("probe", Map.of("title", title, "level", level), "test"))
                        .result())
                .isEqualTo(Effect.LIVE.word());
        expect(run, title, level);
    }

    private static void expect(Engine.Run run, String title, int level) throws Exception {
        assertThat(run.setting("probe", "title")).isEqualTo(title);
        assertThat(run.setting("probe", "level")).isEqualTo(level);
    }

    /** Once in a run. */
    private static void drop(Engine.Run run, Path jar) throws Exception {
        Files.copy(jar, run.home.applets().resolve("probe.jar"), StandardCopyOption.REPLACE_EXISTING);
        run.look();
    }

    private Engine.Run run() throws Exception {
        return engine.run(directory.resolve("home"));
    }

    private Path levelled(String version) throws IOException {
        return TestHost.jar(directory, "probe", version, LevelledApplet.class, LevelledApplet.Settings.class);
    }
}
