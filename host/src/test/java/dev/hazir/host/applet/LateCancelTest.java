package dev.hazir.host.applet;

import static dev.hazir.host.applet.Engine.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.TestHost;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.store.Disk;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An operation that somebody does not want any more just before, while and after it becomes permanent. */
class LateCancelTest {

    @AutoClose
    private static final Engine engine = Engine.start();

    @TempDir
    Path directory;

    private final AtomicReference<Operation> cancelled = new AtomicReference<>();
    private final AtomicReference<Boolean> taken = new AtomicReference<>();
    private String file = "";
    private Disk.Step step = Disk.Step.WRITE;
    private boolean renamed;

    @BeforeEach
    void nobodyCancels() {
        cancelled.set(null);
        taken.set(null);
    }

    /** The directory is forced when the state is on disk and nothing is switched yet. */
    @ParameterizedTest
    @EnumSource(
            value = Disk.Step.class,
            names = {"WRITE", "FORCE", "RENAME", "FORCE_DIRECTORY"})
    void whatIsBeingWrittenIsTooLateToCancelAndIsDone(Disk.Step late) throws Exception {
        try (Engine.Run run = run()) {
            done(run.applets.deploy(titled("1.0.0"), Applets.Intent.INSTALL, "test"));
            Operation upgrade = upgradeCancelledAt(run, late, "state.json");

            Operation.View end = Applets.await(upgrade);

            assertThat(taken.get()).as("a cancel at " + late).isFalse();
            assertThat(end.state()).isEqualTo(Operation.State.DONE);
            assertThat(end.cancellable()).isFalse();
            assertThat(run.standing("probe")).isEqualTo("live 2.0.0");
        }
        try (Engine.Run run = run()) {
            assertThat(run.standing("probe")).isEqualTo("live 2.0.0");
        }
    }

    @Test
    void jarThatIsBeingKeptIsInTimeToCancelAndTheOldVersionGoesOn() throws Exception {
        try (Engine.Run run = run()) {
            done(run.applets.deploy(titled("1.0.0"), Applets.Intent.INSTALL, "test"));
            Operation upgrade = upgradeCancelledAt(run, Disk.Step.RENAME, "2.0.0.jar");

            Operation.View end = Applets.await(upgrade);

            assertThat(taken.get()).isTrue();
            assertThat(end.state()).isEqualTo(Operation.State.CANCELLED);
            assertThat(run.standing("probe")).isEqualTo("live 1.0.0");
            assertThat(run.home.versions().resolve("probe/2.0.0.jar")).doesNotExist();
        }
        try (Engine.Run run = run()) {
            assertThat(run.standing("probe")).isEqualTo("live 1.0.0");
        }
    }

    private Operation upgradeCancelledAt(Engine.Run run, Disk.Step when, String of) throws Exception {
        Path jar = titled("2.0.0");
        step = when;
        file = of;
        synchronized (cancelled) {
            Operation upgrade = run.applets.deploy(jar, Applets.Intent.UPGRADE, "test");
            cancelled.set(upgrade);
            return upgrade;
        }
    }

    private Engine.Run run() throws Exception {
        return engine.run(directory.resolve("home"), this::observe);
    }

    private void observe(Disk.Step now, Path path) {
        String name = path.getFileName().toString();
        boolean own = name.equals(file) || name.startsWith("." + file + ".");
        // The directory is forced for the jar too; for the state it is after its rename.
        boolean here = now == step && (own || step == Disk.Step.FORCE_DIRECTORY && renamed);
        synchronized (cancelled) {
            Operation operation = cancelled.get();
            if (operation != null && taken.get() == null && here) {
                taken.set(operation.cancel("test"));
            }
            renamed = operation != null && now == Disk.Step.RENAME && own;
        }
    }

    private Path titled(String version) throws Exception {
        return TestHost.jar(directory, "probe", version, TitledApplet.class, TitledApplet.Settings.class);
    }
}
