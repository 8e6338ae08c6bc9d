package dev.hazir.host.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.applet.Applet;
import dev.hazir.applet.AppletContext;
import dev.hazir.host.SignedJar;
import dev.hazir.host.TestHost;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar that was changed after it was signed, at the doors that ask nobody. */
class TamperedJarTest {

    private static final String RAN = "hazir.test.telltale";

    @AutoClose
    private static final Engine engine = Engine.start();

    @TempDir
    Path directory;

    @AfterEach
    void forget() {
        System.clearProperty(RAN);
    }

    @Test
    void doorsRefuseItBeforeAnythingOfItRuns() throws Exception {
        Path jar = SignedJar.broken(signed());
        try (Engine.Run run = engine.run(directory.resolve("home"))) {
            Files.copy(jar, run.home.applets().resolve("probe.jar"));
            run.look();
            assertThat(run.applets.problems()).extracting(Problem::code).containsExactly("APP-116");

            Operation.View sent = Applets.await(run.applets.deploy(jar, Applets.Intent.INSTALL, "test"));
            assertThat(sent.state()).isEqualTo(Operation.State.REFUSED);
            assertThat(sent.problems()).extracting(Problem::code).containsExactly("APP-116");
        }
        assertThat(System.getProperty(RAN)).isNull();
    }

    @Test
    void oneThatIsAsItWasSignedRuns() throws Exception {
        try (Engine.Run run = engine.run(directory.resolve("home"))) {
            Files.copy(signed(), run.home.applets().resolve("probe.jar"));
            run.look();

            assertThat(run.standing("probe")).isEqualTo("live 1.0.0");
        }
        assertThat(System.getProperty(RAN)).isEqualTo("yes");
    }

    private Path signed() throws Exception {
        return SignedJar.by("acme", TestHost.jar(directory, "probe", "1.0.0", Telltale.class));
    }

    /** Tells outside that its code ran. */
    public static final class Telltale implements Applet {
        @Override
        public void setup(AppletContext app) {
            System.setProperty(RAN, "yes");
        }
    }
}
