package dev.hazir.host.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.CompiledJar;
import dev.hazir.host.Drawn;
import dev.hazir.host.DrawnApplet;
import dev.hazir.host.TestHost;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said of a request is what becomes of it. */
class ExplainTest {

    private static final int ROUNDS = 6;
    private static final int REQUESTS = 40;

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void theExplanationIsWhatHappensAlsoWhileVersionsDrain() throws Exception {
        try (TestHost host = TestHost.start(directory.resolve("home"), Map.of("drain", "10m"))) {
            Map<String, Integer> seen = new TreeMap<>();
            for (int round = 1; round <= ROUNDS; round++) {
                Drawn drawn = new Drawn(round);
                List<String> lines = new ArrayList<>(drawn.routes(true));
                lines.add("hold /hold");
                String version = round + ".0.0";
                deploy(host, Drawn.jar(directory, "drawn", version, lines, "permissions=paths:/shared"));
                hold(host, version);
                int before = round - 1;
                // A request leaves a moment after its answer has come.
                Awaitility.await().untilAsserted(() -> {
                    JsonNode held = explain(host, "GET", "/res/drawn/hold");
                    assertThat(held.path("draining").size()).isEqualTo(before);
                    assertThat(held.path("draining").valueStream())
                            .allSatisfy(draining -> assertThat(
                                            draining.path("requests").asLong())
                                    .isEqualTo(1));
                });
                for (int i = 0; i < REQUESTS; i++) {
                    seen.merge(compare(host, drawn.method(), drawn.path("drawn"), lines), 1, Integer::sum);
                }
            }
            assertThat(seen.keySet())
                    .as("what the drawn requests have met: %s", seen)
                    .contains(
                            "answered loop", "answered web", "method-not-allowed", "nothing", "options", "redirected");
            host.send(host.api("/applets/drawn").DELETE());
            host.send(host.api("/applets/drawn/drain/end").POST(BodyPublishers.noBody()));
        }
    }

    @Test
    void filtersThatARequestPassesAndTheNewestRequestsAreTold() throws Exception {
        try (TestHost host = TestHost.start(directory.resolve("home"))) {
            Path jar = CompiledJar.in(directory)
                    .applet("guarded", "1.0.0", "demo.Guarded", "")
                    .source("demo.Guarded", """
                            package demo;
                            import dev.hazir.applet.*;
                            import jakarta.servlet.*;
                            import jakarta.servlet.http.*;
                            import java.io.IOException;
                            public final class Guarded implements Applet {
                                static class Passing extends HttpFilter {}
                                static final class Notes extends Passing {}
                                static final class Login extends Passing {}
                                public void setup(AppletContext app) {
                                    app.web().filter("/in/*", new Login());
                                    app.web().filter("/*", new Notes());
                                    app.web().servlet("/in/*", new HttpServlet() {
                                        @Override
                                        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                                            response.setStatus(202);
                                        }
                                    });
                                    app.loop().resource("/plain", request -> "plain");
                                }
                            }
                            """)
                    .write("guarded.jar");
            assertThat(host.send(host.api("/applets").POST(BodyPublishers.ofFile(jar)))
                            .statusCode())
                    .isEqualTo(201);
            host.send(host.request("/apps/guarded/in/secret?key=hidden"));

            Awaitility.await()
                    .until(() -> !explain(host, "GET", "/apps/guarded/in/x")
                            .at("/answer/recent")
                            .isEmpty());
            JsonNode said = explain(host, "GET", "/apps/guarded/in/x");
            assertThat(said.at("/answer/filters").valueStream().map(JsonNode::asString))
                    .containsExactly("demo.Guarded$Login", "demo.Guarded$Notes");
            assertThat(said.at("/answer/recent/0/path").asString()).isEqualTo("/apps/guarded/in/secret");
            assertThat(said.at("/answer/recent/0/status").asInt()).isEqualTo(202);
            assertThat(explain(host, "GET", "/res/guarded/plain").at("/answer/filters"))
                    .isEmpty();
            assertThat(host.cli("routes", "explain", "GET", "/apps/guarded/in/x"))
                    .contains("demo.Guarded$Login", "GET /apps/guarded/in/secret", "202 in ");
        }
    }

    /** Leaves a request open on the version that runs. */
    private void hold(TestHost host, String version) throws Exception {
        client.sendAsync(host.request("/res/drawn/hold").build(), BodyHandlers.ofString());
        Awaitility.await(version).until(() -> {
            JsonNode applet = json(host.send(host.api("/applets/drawn")));
            return applet.path("version").asString().equals(version)
                    && applet.path("requests").asLong() == 1;
        });
    }

    private String compare(TestHost host, String method, String path, List<String> lines) throws Exception {
        JsonNode said = explain(host, method, path);
        HttpResponse<String> answer = client.send(
                host.request(path).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        String identity = answer.headers().firstValue(DrawnApplet.IDENTITY).orElse("");
        String about = "%s %s of %s: %s, was %s %s"
                .formatted(method, path, lines, said, answer, answer.headers().map());
        String outcome = said.path("outcome").asString();
        JsonNode by = said.path("answer");
        if (outcome.equals("answered")) {
            assertThat(answer.statusCode()).as(about).isEqualTo(200);
            String expected = "%s|%s|%s|%s|%s"
                    .formatted(
                            by.path("version").asString(),
                            by.path("side").asString(),
                            by.path("thread").asString(),
                            by.path("pattern").asString(),
                            parameters(by.path("parameters")));
            if (!by.path("applet").asString().equals("drawn")) {
                assertThat(identity).as(about).isEmpty();
            } else if (!by.path("kind").asString().equals("file")) {
                assertThat(identity).as(about).isEqualTo(expected);
            } else if (!method.equals("HEAD")) {
                assertThat(answer.body()).as(about).isEqualTo(expected);
            }
            assertThat(said.path("candidates")
                            .valueStream()
                            .filter(candidate ->
                                    candidate.path("verdict").asString().equals("answers")))
                    .as(about)
                    .hasSize(1);
            return outcome + " " + by.path("side").asString();
        }
        assertThat(identity).as(about).isEmpty();
        assertThat(answer.statusCode()).as(about).isEqualTo(said.path("status").asInt());
        assertThat(answer.headers().firstValue("location").orElse(""))
                .as(about)
                .isEqualTo(by.path("redirect").asString(""));
        return outcome;
    }

    private static Map<String, String> parameters(JsonNode node) {
        Map<String, String> parameters = new TreeMap<>();
        node.forEachEntry((name, value) -> parameters.put(name, value.asString()));
        return parameters;
    }

    private static JsonNode explain(TestHost host, String method, String path) throws Exception {
        return json(host.send(host.api("/routes/explain")
                .POST(BodyPublishers.ofString(
                        JsonMapper.shared().writeValueAsString(Map.of("method", method, "path", path))))));
    }

    private static void deploy(TestHost host, Path jar) throws Exception {
        HttpResponse<String> deployed = host.send(host.api("/applets")
                .header("content-type", "application/java-archive")
                .POST(BodyPublishers.ofFile(jar)));
        assertThat(deployed.statusCode()).as(deployed.body()).isBetween(200, 201);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
