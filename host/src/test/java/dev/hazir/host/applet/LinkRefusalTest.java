package dev.hazir.host.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.CompiledJar;
import dev.hazir.host.TestHost;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar that was made for another host is refused at every door, and nothing of it runs. */
class LinkRefusalTest {

    @TempDir
    Path directory;

    @Test
    void aJarThatNeedsMoreThanTheHostHasIsRefusedBeforeAnyOfItRuns() throws Exception {
        Path good = CompiledJar.in(directory)
                .applet("linked", "1.0.0", "demo.Main")
                .source("demo.Main", main("app.loop().resource(\"/text\", request -> \"one\");"))
                .write("good.jar");
        Path bad = CompiledJar.in(directory)
                .applet("linked", "2.0.0", "demo.Main")
                .against("dev.hazir.applet.AppletContext", """
                        package dev.hazir.applet;
                        public interface AppletContext {
                            dev.hazir.applet.loop.Loop loop();
                            void sendLater(java.time.Duration in);
                        }
                        """)
                .source("demo.Main", main("app.sendLater(null);"))
                .write("bad.jar");
        try (TestHost host = TestHost.start(directory.resolve("home"))) {
            assertThat(post(host, "/applets", good).statusCode()).isEqualTo(201);

            for (String door : new String[] {"/applets", "/applets/plan"}) {
                HttpResponse<String> refused = post(host, door, bad);
                assertThat(refused.body())
                        .as(door)
                        .contains("APP-140")
                        .contains("linked 2.0.0 needs AppletContext.sendLater(Duration) - used in Main.java:4.");
            }

            assertThat(System.getProperty("linked.ran")).isEqualTo("1.0.0");
            assertThat(host.send(host.request("/res/linked/text")).body()).contains("one");
            assertThat(host.send(host.api("/applets/linked")).body())
                    .contains("\"version\":\"1.0.0\"")
                    .contains("sendLater");
        } finally {
            System.clearProperty("linked.ran");
        }
    }

    private static String main(String statement) {
        return """
                package demo;
                public final class Main implements dev.hazir.applet.Applet {
                    public void setup(dev.hazir.applet.AppletContext app) {
                        %s
                    }
                    static { System.setProperty("linked.ran", System.getProperty("linked.ran", "") + "1.0.0"); }
                }
                """.formatted(statement);
    }

    private static HttpResponse<String> post(TestHost host, String path, Path jar) throws Exception {
        return host.send(host.api(path)
                .header("content-type", "application/java-archive")
                .POST(BodyPublishers.ofFile(jar)));
    }
}
