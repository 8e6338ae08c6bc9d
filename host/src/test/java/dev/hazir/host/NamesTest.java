package dev.hazir.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which names the side of operators answers. */
class NamesTest {

    @TempDir
    static Path directory;

    private static TestHost host;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory.resolve("home"), Map.of("web.hosts", "hazir.example.org, *.plant.example.org"));
        Path jar = TestHost.jar(directory, "probe", "1.0.0", ProbeApplet.class);
        host.send(host.api("/applets")
                .header("content-type", "application/java-archive")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofFile(jar)));
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:8899",
                "192.168.0.12",
                "[::1]:8899",
                "localhost:8899",
                "LOCALHOST",
                "localhost.",
                "hazir.localhost:1",
                "hazir.example.org",
                "Hazir.Example.org:8443",
                "north.plant.example.org"
            })
    void answersOperatorsUnderItsOwnNames(String name) throws IOException {
        assertThat(status(name, "/admin/api/v1/openapi.json")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8899",
                "example.org",
                "plant.example.org",
                "nothazir.example.org",
                "127.0.0.1.evil.example",
                "1.2.3",
                "localhost.evil.example",
                "hazir.example.org.evil.example"
            })
    void refusesOperatorsUnderTheNamesOfOthers(String name) throws IOException {
        for (String path : new String[] {
            "/admin/", "/admin", "/admin/login", "/admin/setup", "/admin/api/v1/applets", "/admin/live?page=/"
        }) {
            assertThat(status(name, path)).as(path).isEqualTo(421);
        }
    }

    @Test
    void aRefusalSaysWhatToDo() throws IOException {
        String page = Wire.get(port(), "evil.example:8899", "/admin/", "Accept: text/html");
        assertThat(page)
                .contains("421", "This is not a name of this host", "web.hosts", "evil.example")
                .doesNotContain("/admin/routes", "evil.example:8899");
        String problem = Wire.get(port(), "evil.example", "/admin/api/v1/applets");
        assertThat(problem).contains("application/problem+json", "\"status\":421", "web.hosts");
    }

    @Test
    void anAbsoluteTargetCountsMoreThanTheHostField() throws IOException {
        String text = "GET http://evil.example/admin/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        assertThat(Wire.status(Wire.send(new java.net.Socket("127.0.0.1", port()), text)))
                .isEqualTo(421);
    }

    @Test
    void appletsAnswerUnderAnyName() throws IOException {
        assertThat(status("evil.example", "/")).isEqualTo(200);
        assertThat(status("evil.example", "/health/ready")).isEqualTo(200);
        assertThat(status("evil.example", "/apps/probe/")).isNotEqualTo(421);
    }

    @Test
    void metricsAreNotForPagesThatLeadHereByANameOfTheirOwn() throws IOException {
        assertThat(status("localhost", "/metrics")).isEqualTo(200);
        assertThat(status("evil.example", "/metrics")).isEqualTo(401);
        assertThat(Wire.status(Wire.get(port(), "evil.example", "/metrics", "Authorization: Bearer " + host.token())))
                .isEqualTo(200);
    }

    private static int status(String name, String path) throws IOException {
        return Wire.status(Wire.get(port(), name, path));
    }

    private static int port() {
        return host.host().url().getPort();
    }
}
