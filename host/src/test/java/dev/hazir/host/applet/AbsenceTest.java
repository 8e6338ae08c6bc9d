package dev.hazir.host.applet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.ProbeApplet;
import dev.hazir.host.TestHost;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What visitors of an applet are told that an operator has stopped. */
class AbsenceTest {

    @TempDir
    Path directory;

    @Test
    void stopOfAnAppletIsToldWithItsTimeAlsoAfterARestartOfTheHost() throws Exception {
        Path home = directory.resolve("other");
        Path jar = TestHost.jar(directory, "probe", "1.0.0", ProbeApplet.class);
        try (TestHost first = TestHost.start(home)) {
            first.send(first.api("/applets")
                    .header("content-type", "application/java-archive")
                    .POST(BodyPublishers.ofFile(jar)));
            first.host()
                    .applets()
                    .disable("probe", "<i>anna</i>")
                    .ended()
                    .toCompletableFuture()
                    .join();
        }
        try (TestHost again = TestHost.start(home)) {
            HttpResponse<String> page = again.send(again.request("/apps/probe/").header("accept", "text/html"));
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body())
                    .contains("probe is stopped", "It was stopped by an operator at ")
                    .doesNotContain("anna");
            assertThat(again.send(again.request("/apps/probe/")).body())
                    .contains("\"detail\":\"It was stopped by an operator at ")
                    .doesNotContain("anna");
        }
    }
}
