package dev.hazir.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hazir.host.config.ConfigException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host whose operators have a port of their own. */
class AdminPortTest {

    @TempDir
    static Path directory;

    private static TestHost host;
    private static int web;
    private static int admin;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory.resolve("home"), Map.of("admin.port", "127.0.0.1:0"));
        web = host.host().url().getPort();
        admin = host.host().operatorsUrl().getPort();
        assertThat(host.cli(
                        "install",
                        TestHost.jar(directory, "shown", "1.0.0", ShownApplet.class, ShownServlet.class)
                                .toString(),
                        "-q"))
                .doesNotContain("Do:");
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
    }

    @Test
    void operatorsAreAnsweredOnTheirPortAlone() throws IOException {
        for (String path : new String[] {"/admin/login", "/admin/setup", "/admin/", "/admin/api/v1/openapi.json"}) {
            assertThat(get(admin, path)).as(path).isIn(200, 303);
            assertThat(get(web, path)).as(path).isEqualTo(404);
        }
        assertThat(get(web, "/admin")).isEqualTo(404);
        assertThat(get(web, "/admin/live?page=/")).isEqualTo(404);
        assertThat(Wire.status(Wire.get(web, "localhost", "/admin/api/v1/applets", bearer())))
                .isEqualTo(404);
        assertThat(Wire.status(Wire.get(admin, "localhost", "/admin/api/v1/applets", bearer())))
                .isEqualTo(200);
    }

    @Test
    void appletsAreAnsweredOnTheWebPortAlone() throws Exception {
        for (String path : new String[] {"/apps/shown/", "/res/shown/data"}) {
            assertThat(get(web, path)).as(path).isEqualTo(200);
            assertThat(get(admin, path)).as(path).isEqualTo(404);
        }
        assertThat(connects(web)).isTrue();
        assertThat(connects(admin)).isFalse();
    }

    @Test
    void bothPortsHaveHealthAndWhatPagesLookLike() throws IOException {
        for (int port : new int[] {web, admin}) {
            assertThat(get(port, "/health/ready")).isEqualTo(200);
            assertThat(get(port, "/ui/hazir.css")).isEqualTo(200);
        }
    }

    @Test
    void theRootsAndLinksLeadToTheRightPort() throws Exception {
        assertThat(Wire.get(admin, "localhost:" + admin, "/")).contains("302", "location: /admin/");
        assertThat(Wire.get(web, "localhost:" + web, "/", "Accept: text/html"))
                .contains("http://localhost:" + admin + "/admin/");
        assertThat(Wire.get(web, "127.0.0.1:" + web, "/nothing", "Accept: text/html", "Cookie: hazir-operator=1"))
                .contains("http://127.0.0.1:" + admin + "/admin/routes?");
    }

    @Test
    void theFileOfTheRunNamesBothAndTheCommandLineFindsTheHost() throws Exception {
        assertThat(Files.readString(host.home().resolve("run/host.json")))
                .contains("\"port\":" + web, "\"adminUrl\":\"http://127.0.0.1:" + admin + "\"");
        assertThat(host.cli("list")).contains("shown");
    }

    @Test
    void routesAreListedForBothSides() {
        assertThat(host.cli("routes")).contains("/apps/shown/*", "/admin/*");
        assertThat(host.cli("routes", "explain", "GET", "/res/shown/data")).contains("shown");
    }

    @Test
    void anUpgradeShowsOnTheWebPortAndOperatorsKeepTheirs() throws Exception {
        Path next = TestHost.jar(directory, "passing", "1.0.0", ShownApplet.class, ShownServlet.class);
        host.cli("install", next.toString(), "-q");
        assertThat(get(web, "/res/passing/data")).isEqualTo(200);
        host.cli("remove", "passing", "--erase-data", "-q");
        assertThat(get(web, "/res/passing/data")).isEqualTo(404);
        assertThat(get(admin, "/admin/login")).isIn(200, 303);
    }

    @Test
    void aNameOfSomebodyElseIsRefusedThereToo() throws IOException {
        assertThat(Wire.status(Wire.get(admin, "evil.example", "/admin/login"))).isEqualTo(421);
    }

    @Test
    void anAddressThatIsNoneStopsTheStartWithASentence() {
        assertThatThrownBy(() -> TestHost.start(directory.resolve("other"), Map.of("admin.port", "many")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("admin.port");
        assertThatThrownBy(() -> TestHost.start(directory.resolve("taken"), Map.of("admin.port", String.valueOf(web))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + web + ": the port is taken");
        assertThatThrownBy(() ->
                        TestHost.start(directory.resolve("dev"), Map.of("dev", "true", "admin.port", "0.0.0.0:0")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("admin.port at 0.0.0.0");
    }

    private static boolean connects(int port) {
        try {
            HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + port + "/apps/shown/talk"),
                            new java.net.http.WebSocket.Listener() {})
                    .join()
                    .abort();
            return true;
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(WebSocketHandshakeException.class);
            HttpResponse<?> answer = ((WebSocketHandshakeException) e.getCause()).getResponse();
            assertThat(answer.statusCode()).isEqualTo(404);
            return false;
        }
    }

    private static int get(int port, String path) throws IOException {
        return Wire.status(Wire.get(port, "127.0.0.1:" + port, path));
    }

    private static String bearer() {
        return "Authorization: Bearer " + host.token();
    }
}
