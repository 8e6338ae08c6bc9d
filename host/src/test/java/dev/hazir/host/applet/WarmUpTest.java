package dev.hazir.host.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.CompiledJar;
import dev.hazir.host.TestHost;
import dev.hazir.host.operation.Operation;
import java.lang.reflect.Method;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hand-over needs is loaded while a version is prepared: the first connection finds it, on an event loop. */
class WarmUpTest {

    @TempDir
    Path directory;

    @Test
    void classesOfStateAreMadeReadyBeforeTheFirstConnectionGoesOver() throws Exception {
        try (TestHost host = TestHost.start(directory.resolve("home"))) {
            deploy(host, "1.0.0");
            ClassLoader before = host.host().applets().loader("warm").orElseThrow();
            // Only who looks at the components of the records loads these.
            assertThat(loaded(before, "demo.Given$Part")).isFalse();
            assertThat(loaded(before, "demo.Taken$Part")).isFalse();

            deploy(host, "2.0.0");
            ClassLoader after = host.host().applets().loader("warm").orElseThrow();
            assertThat(after).isNotSameAs(before);
            assertThat(loaded(before, "demo.Given$Part")).isTrue();
            assertThat(loaded(after, "demo.Taken$Part")).isTrue();
            assertThat(loaded(after, "demo.Other$Part")).isFalse();
        }
    }

    private void deploy(TestHost host, String version) throws Exception {
        Path jar = CompiledJar.in(directory)
                .applet("warm", version, "demo.Main")
                .source("demo.Main", """
                        package demo;
                        import dev.hazir.applet.*;
                        import dev.hazir.applet.port.*;
                        public final class Main implements Applet {
                            record Receiver(Peer peer) implements LineReceiver {
                                public void line(String line) { peer.send(new Other(null).toString()); }
                                public Object handOver() { return new Given(null); }
                            }
                            public void setup(AppletContext app) {
                                LineHandler opened = peer -> new Receiver(peer);
                                app.loop().lines("door", 0, LineHandler.of(opened, (peer, state) -> {
                                    state.as(Taken.class);
                                    return new Receiver(peer);
                                }));
                            }
                        }
                        """)
                .source("demo.Given", state("Given"))
                .source("demo.Taken", state("Taken"))
                .source("demo.Other", state("Other"))
                .write("warm-" + version + ".jar");
        Operation.View view = Applets.await(host.host().applets().deploy(jar, Applets.Intent.EITHER, "test"));
        assertThat(view.state()).as(view.toString()).isEqualTo(Operation.State.DONE);
    }

    private static String state(String name) {
        return "package demo; record %s(Part part) { record Part(int number) {} }".formatted(name);
    }

    private static boolean loaded(ClassLoader loader, String name) throws Exception {
        Method find = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
        find.setAccessible(true);
        return find.invoke(loader, name) != null;
    }
}
