package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Who gets a path that more than one could have: of two applets, and of the two sides of one. */
class ClaimsTest {

    @TempDir
    static Path directory;

    private static HostProcess host;
    private static Rest rest;

    @BeforeAll
    static void start() {
        host = HostProcess.start(directory.resolve("home"));
        rest = host.rest();
        rest.deploy(AppletSource.of("gateway", "1.0.0")
                .with("permissions", "paths:/tcp")
                .setup("""
                        app.loop().atRoot().handle("/tcp", request -> Reply.text("gateway"));
                        app.loop().atRoot().websocket("/tcp/live", socket -> socket.onText(socket::send));
                        app.loop().lines("door", 0, peer -> line -> peer.send("OK"));
                        """)
                .jar(directory));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void aGrantedRootPathAnswersWithResourcesAndWebsockets() throws Exception {
        assertThat(rest.get("/tcp").text()).isEqualTo("gateway");
        assertThat(echo("/tcp/live", "anybody there?")).isEqualTo("anybody there?");
    }

    @Test
    void everythingInTheWayOfAnAppletIsNamedInOneAnswerAndNothingOfItIsReachable() {
        int held = rest.port("gateway", "door");
        Path jar = AppletSource.of("usurper", "1.0.0")
                .with("permissions", "paths:/tcp")
                .with("requires", "ledger >= 2.0")
                .setup("""
                        app.loop().atRoot().handle("/tcp", request -> Reply.text("usurper"));
                        app.loop().atRoot().handle("/tcp/mine", request -> Reply.text("usurper"));
                        app.loop().resource("/mine", request -> Reply.text("usurper"));
                        app.loop().lines("door", %d, peer -> line -> {});
                        app.loop().lines("other", 0, peer -> line -> {});
                        """.formatted(held))
                .jar(directory);
        Rest.Answer refused = rest.offer(jar);
        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.codes()).containsExactlyInAnyOrder("APP-101", "APP-103", "APP-104");
        for (JsonNode problem : refused.json().path("problems")) {
            assertThat(problem.path("what").asString()).isNotEmpty();
            assertThat(problem.path("do").asString()).isNotEmpty();
            String holder = problem.path("code").asString().equals("APP-101") ? "ledger" : "gateway";
            assertThat(problem.path("what").asString()).contains(holder);
        }
        Hazir.Result typed = host.cli("install", jar.toString());
        assertThat(typed.exit()).as(typed.toString()).isEqualTo(4);
        assertThat(typed.err()).contains("APP-101").contains("APP-103").contains("APP-104");

        assertThat(rest.standing("usurper")).isEqualTo("failed 1.0.0");
        assertThat(rest.reason("usurper")).contains("/tcp").contains("ledger").contains(String.valueOf(held));
        assertThat(rest.get("/tcp/mine").status()).isEqualTo(404);
        assertThat(rest.get("/res/usurper/mine").status()).isEqualTo(404);
        assertThat(rest.admin("GET", "ports").text()).doesNotContain("usurper");
        assertThat(rest.get("/tcp").text()).isEqualTo("gateway");
        assertThat(rest.port("gateway", "door")).isEqualTo(held);
    }

    @Test
    void aRootPathNeedsAPermissionForItOrForAPathAboveIt() {
        Rest.Answer without = rest.offer(claiming("ungranted", "", "/udp"));
        assertThat(without.status()).isEqualTo(409);
        assertThat(without.codes()).containsExactly("APP-131");
        assertThat(without.text()).contains("paths:/udp");

        Rest.Answer beside = rest.offer(claiming("beside", "paths:/udp", "/udpx"));
        assertThat(beside.codes()).containsExactly("APP-131");

        Rest.Answer both = rest.offer(claiming("greedy", "", "/tcp"));
        assertThat(both.codes()).containsExactlyInAnyOrder("APP-104", "APP-131");
        assertThat(rest.get("/udp").status()).isEqualTo(404);
        assertThat(rest.get("/tcp").text()).isEqualTo("gateway");
    }

    @Test
    void anAppletThatClaimsOnePathTwiceOnOneSideIsRefused() {
        Rest.Answer refused =
                rest.offer(AppletSource.of("twice", "1.0.0").setup("""
                        app.loop().resource("/x", request -> "one");
                        app.loop().resource("/x", request -> "two");
                        """).jar(directory));
        assertThat(refused.codes()).containsExactly("APP-104");
        assertThat(refused.text()).contains("/res/twice/x");
    }

    @Test
    void aServletTakesOverWhenTheLoopSideWithdraws() {
        rest.deploy(AppletSource.of("yielding", "1.0.0").setup("""
                        app.web().servlet("/data", new HttpServlet() {
                            @Override protected void doGet(HttpServletRequest request, HttpServletResponse response)
                                    throws IOException {
                                response.getWriter().print("servlet");
                            }
                        });
                        ResourceRoute[] claim = {app.loop().handle("/data", request -> Reply.text("loop"))};
                        app.loop().resource("/withdraw", request -> {
                            claim[0].close();
                            claim[0].close();
                            return Reply.text("withdrawn");
                        });
                        app.loop().resource("/claim", request -> {
                            claim[0] = app.loop().handle("/data", again -> Reply.text("loop again"));
                            return Reply.text("claimed");
                        });
                        """).jar(directory));
        assertThat(rest.get("/apps/yielding/data").text()).isEqualTo("loop");
        assertThat(routes("/apps/yielding/data")).containsExactlyInAnyOrder("loop active", "web shadowed");

        assertThat(rest.get("/res/yielding/withdraw").text()).isEqualTo("withdrawn");
        assertThat(rest.get("/apps/yielding/data").text()).isEqualTo("servlet");
        assertThat(routes("/apps/yielding/data")).containsExactly("web active");

        assertThat(rest.get("/res/yielding/claim").text()).isEqualTo("claimed");
        assertThat(rest.get("/apps/yielding/data").text()).isEqualTo("loop again");
        assertThat(routes("/apps/yielding/data")).containsExactlyInAnyOrder("loop active", "web shadowed");
    }

    private static Path claiming(String id, String permissions, String path) {
        return AppletSource.of(id, "1.0.0")
                .with("permissions", permissions)
                .setup("app.loop().atRoot().handle(\"%s\", request -> \"mine\");".formatted(path))
                .jar(directory);
    }

    private static List<String> routes(String path) {
        return rest.admin("GET", "routes")
                .json()
                .valueStream()
                .filter(route -> route.path("path").asString().equals(path))
                .map(route -> route.path("side").asString() + " "
                        + route.path("state").asString())
                .toList();
    }

    private static String echo(String path, String text) throws Exception {
        CompletableFuture<String> echo = new CompletableFuture<>();
        URI address = URI.create("ws://" + host.url().getAuthority() + path);
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                        echo.complete(data.toString());
                        return WebSocket.Listener.super.onText(from, data, last);
                    }
                })
                .get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        socket.sendText(text, true);
        try {
            return echo.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } finally {
            socket.abort();
        }
    }
}
