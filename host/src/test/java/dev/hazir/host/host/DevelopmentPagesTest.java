package dev.hazir.host.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.CompiledJar;
import dev.hazir.host.TestHost;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What error pages show on a developer's host, and that nobody else is shown it. */
class DevelopmentPagesTest {

    private static final String SOURCE = """
            package demo;
            import dev.hazir.applet.*;
            public final class Faulty implements Applet {
                @Override public void setup(AppletContext app) {
                    app.loop().resource("/loop", request -> fail("<loop>"));
                    app.web().resource("/worker", request -> fail("<worker>"));
                }
                private static Object fail(String where) {
                    throw new NullPointerException("nothing in " + where); // the line
                }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void developerSeesTheFailureWithItsSourceItsRouteAndHints() throws Exception {
        try (TestHost host = start(Map.of("dev", "true"))) {
            for (String side : List.of("loop", "worker")) {
                String page = page(host, "/res/faulty/" + side + "?a=b").body();

                assertThat(page)
                        .contains(
                                "Development mode",
                                "Faulty.java:9",
                                "9          throw new NullPointerException(&quot;nothing in &quot; + where); // the line",
                                "java.lang.NullPointerException: nothing in &lt;" + side + "&gt;",
                                "&gt; at faulty@1.0.0//demo.Faulty.fail(Faulty.java:9)",
                                "GET /res/faulty/" + side + "?a=b",
                                "&gt; /res/faulty/" + side + " (resource, "
                                        + (side.equals("loop") ? "event loop" : "worker"),
                                "names what was null")
                        .doesNotContain("<" + side + ">");
            }
            assertThat(page(host, "/apps/none").body()).contains("No route matches", "/admin/routes");
        }
    }

    @Test
    void nobodyElseIsShownAnyOfIt() throws Exception {
        try (TestHost host = start(Map.of())) {
            for (String path :
                    List.of("/res/faulty/loop", "/res/faulty/worker", "/apps/none", "/apps/faulty/%3Cb%3E")) {
                HttpResponse<String> page = page(host, path);
                HttpResponse<String> json = host.send(host.request(path));

                assertThat(page.body() + json.body())
                        .doesNotContain(
                                "Development",
                                "Exception",
                                "demo.",
                                ".java",
                                "nothing in",
                                directory.toString(),
                                "/tmp");
            }
        }
    }

    private TestHost start(Map<String, String> keys) throws Exception {
        Path jar = CompiledJar.in(directory)
                .applet("faulty", "1.0.0", "demo.Faulty")
                .source("demo.Faulty", SOURCE)
                .file("demo/Faulty.java", SOURCE)
                .write("faulty.jar");
        TestHost host = TestHost.start(directory.resolve("home"), keys);
        HttpResponse<String> installed = host.send(host.api("/applets")
                .header("content-type", "application/java-archive")
                .POST(BodyPublishers.ofFile(jar)));
        assertThat(installed.statusCode()).as(installed.body()).isEqualTo(201);
        return host;
    }

    private static HttpResponse<String> page(TestHost host, String path) throws Exception {
        return host.send(host.request(path).header("accept", "text/html"));
    }
}
