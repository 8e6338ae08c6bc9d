package dev.hazir.host.applet;

import static dev.hazir.host.applet.Engine.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.TestHost;
import dev.hazir.host.operation.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After two crashes right after the start the applet that was changed last is left off. */
class LeftOffTest {

    @AutoClose
    private static final Engine engine = Engine.start();

    @TempDir
    Path directory;

    @Test
    void theAppletsThatWereChangedLastAreLeftOffOneAfterTheOtherUntilSomebodyEnablesThem() throws Exception {
        installed("older", "newer");
        crash();
        try (Engine.Run run = run()) {
            assertThat(run.standing("newer")).isEqualTo("failed 1.0.0");
            assertThat(run.reason("newer")).contains("left off after two crashes");
            assertThat(run.standing("older")).isEqualTo("live 1.0.0");
            assertThat(run.applets.leftOff()).extracting(Problem::applet).containsExactly("newer");
            assertThat(run.applets.problems()).extracting(Problem::code).containsExactly("APP-135");
        }
        crash();
        crash();
        try (Engine.Run run = run()) {
            assertThat(run.standing("newer")).isEqualTo("failed 1.0.0");
            assertThat(run.standing("older")).isEqualTo("failed 1.0.0");
            done(run.applets.enable("newer", "test"));
        }
        try (Engine.Run run = run()) {
            assertThat(run.standing("newer")).isEqualTo("live 1.0.0");
            assertThat(run.standing("older")).isEqualTo("failed 1.0.0");
        }
    }

    @Test
    void aMinuteOfLifeIsNoCrash() throws Exception {
        installed("only");
        for (int times = 0; times < 3; times++) {
            Fault fault = new Fault();
            Engine.Run run = engine.carefulRun(home(), fault);
            assertThat(run.standing("only")).isEqualTo("live 1.0.0");
            Path starts = run.home.versions().resolve("starts.json");
            assertThat(starts).content().contains("\"open\":true");
            engine.time.jump(Duration.ofHours(-5));
            engine.time.advance(Duration.ofSeconds(61));
            await().untilAsserted(() -> assertThat(starts).content().contains("\"open\":false"));
            run.crash(fault);
        }
    }

    @Test
    void aCleanStopIsNoCrash() throws Exception {
        installed("only");
        run().close();
        crash();
        try (Engine.Run run = run()) {
            assertThat(run.standing("only")).isEqualTo("live 1.0.0");
        }
    }

    /** Installs applets; the host then crashes for the first time. */
    private void installed(String... ids) throws Exception {
        Fault fault = new Fault();
        Engine.Run run = engine.carefulRun(home(), fault);
        for (String id : ids) {
            done(run.applets.deploy(jar(id), Applets.Intent.INSTALL, "test"));
        }
        run.crash(fault);
    }

    private void crash() throws Exception {
        Fault fault = new Fault();
        Engine.Run run = engine.carefulRun(home(), fault);
        engine.time.jump(Duration.ofHours(5)); // which is no life of five hours
        run.crash(fault);
    }

    private Engine.Run run() throws Exception {
        return engine.carefulRun(home(), (step, file) -> {});
    }

    private Path home() {
        return directory.resolve("home");
    }

    private Path jar(String id) throws IOException {
        return TestHost.jar(directory, id, "1.0.0", TitledApplet.class, TitledApplet.Settings.class);
    }
}
