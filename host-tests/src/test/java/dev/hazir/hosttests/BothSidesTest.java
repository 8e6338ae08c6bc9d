package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The web side and the loop side of one applet, and what the host makes of both. */
class BothSidesTest {

    @TempDir
    static Path directory;

    private static HostProcess host;
    private static Rest rest;

    @BeforeAll
    static void start() {
        host = HostProcess.start(directory.resolve("home"));
        rest = host.rest();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void theLoopSideBeatsAServletAndTheLoserStaysListedWithItsReason() {
        rest.deploy(AppletSource.of("rivals", "1.0.0").setup("""
                        app.web().servlet("/data", new HttpServlet() {
                            @Override protected void doGet(HttpServletRequest request, HttpServletResponse response)
                                    throws IOException {
                                response.getWriter().print("servlet");
                            }
                        });
                        app.loop().handle("/data", request -> Reply.text("loop"));
                        """).jar(directory));
        assertThat(rest.get("/apps/rivals/data").text()).isEqualTo("loop");

        JsonNode shadowed = route("/apps/rivals/data", "web");
        assertThat(shadowed.path("state").asString()).isEqualTo("shadowed");
        assertThat(shadowed.path("reason").asString()).isNotEmpty();
        assertThat(route("/apps/rivals/data", "loop").path("state").asString()).isEqualTo("active");
        assertThat(host.cli("routes", "explain", "GET", "/apps/rivals/data").out())
                .contains("loop");
    }

    @Test
    void aHandlerThatSleepsOnTheLoopIsNamedWithItsLine() {
        rest.deploy(AppletSource.of("sleeper", "1.0.0").setup("""
                        app.loop().resource("/nap", request -> {
                            for (int i = 0; i < 35; i++) {
                                Thread.sleep(20);
                            }
                            return "awake";
                        });
                        """).jar(directory));
        assertThat(rest.get("/res/sleeper/nap").status()).isEqualTo(200);
        await().atMost(Patience.LIMIT)
                .untilAsserted(() -> assertThat(host.output())
                        .containsPattern(
                                "sleeper@1\\.0\\.0.*block.*TestApplet\\.java:\\d+.*java\\.lang\\.Thread\\.sleep"));
    }

    private static JsonNode route(String path, String side) {
        for (JsonNode route : rest.admin("GET", "routes").json()) {
            if (route.path("path").asString("").equals(path)
                    && route.path("side").asString("").equals(side)) {
                return route;
            }
        }
        throw new AssertionError("no route " + path + " of the " + side + " side in "
                + rest.admin("GET", "routes").text());
    }
}
