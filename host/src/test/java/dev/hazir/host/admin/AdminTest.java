package dev.hazir.host.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.BrokenApplet;
import dev.hazir.host.ProbeApplet;
import dev.hazir.host.TestHost;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The REST interface, health and metrics of a real host. */
class AdminTest {

    @TempDir
    static Path directory;

    private static TestHost host;
    private static Path first;
    private static Path second;
    private static Path broken;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(directory.resolve("home"));
        first = TestHost.jar(directory, "probe", "1.0.0", ProbeApplet.class);
        second = TestHost.jar(directory, "probe", "1.1.0", ProbeApplet.class);
        broken = TestHost.jar(directory, "probe", "2.0.0", BrokenApplet.class);
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
    }

    @AfterEach
    void removeAgain() throws Exception {
        host.send(host.api("/applets/probe?data=erase").DELETE());
    }

    @Test
    void jarAsBodyIsInstalledAndThenUpgraded() throws Exception {
        HttpResponse<String> installed = deploy(first, "");
        HttpResponse<String> upgraded = deploy(second, "");

        assertThat(installed.statusCode()).isEqualTo(201);
        assertThat(installed.headers().firstValue("location")).hasValue("/admin/api/v1/applets/probe");
        assertThat(json(installed).propertyNames())
                .contains("id", "name", "version", "state", "reason", "since", "routes", "ports");
        assertThat(upgraded.statusCode()).isEqualTo(200);
        assertThat(json(upgraded).path("version").asString()).isEqualTo("1.1.0");
    }

    /** As curl says of every body, if nobody tells it otherwise. */
    @Test
    void bodyIsNeverTakenForParameters() throws Exception {
        HttpResponse<String> answer = host.send(host.api("/applets?async=false")
                .header("content-type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofFile(first)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    @Test
    void jarInAFormIsInstalled() throws Exception {
        byte[] head = ("--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"probe.jar\"\r\n"
                        + "content-type: application/java-archive\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] tail = "\r\n--cut--\r\n".getBytes(StandardCharsets.US_ASCII);

        HttpResponse<String> answer = host.send(host.api("/applets")
                .header("content-type", "multipart/form-data; boundary=cut")
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofByteArray(head),
                        BodyPublishers.ofFile(first),
                        BodyPublishers.ofByteArray(tail))));

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(json(answer).path("id").asString()).isEqualTo("probe");
    }

    @Test
    void refusalCarriesAllProblems() throws Exception {
        deploy(first, "");

        HttpResponse<String> answer = deploy(second, "?intent=install");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.path("outcome").asString()).isEqualTo("refused");
        assertThat(problem.path("problems").get(0).propertyNames()).contains("code", "what", "why", "do");
    }

    @Test
    void whatIsNoAppletIsUnprocessable() throws Exception {
        HttpResponse<String> answer = host.send(host.api("/applets?intent=install")
                .header("content-type", "application/java-archive")
                .POST(BodyPublishers.ofString("not a jar")));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).path("outcome").asString()).isEqualTo("refused");
    }

    @Test
    void upgradeThatDoesNotStartSaysThatItWasRolledBack() throws Exception {
        deploy(first, "");

        HttpResponse<String> answer = deploy(broken, "");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).path("outcome").asString()).isEqualTo("rolled-back");
        assertThat(host.send(host.request("/res/probe/version")).body()).contains("1.0.0");
    }

    @Test
    void callerMayFollowTheOperationInstead() throws Exception {
        HttpResponse<String> accepted = host.send(host.api("/applets")
                .header("content-type", "application/java-archive")
                .header("prefer", "respond-async")
                .POST(BodyPublishers.ofFile(first)));

        assertThat(accepted.statusCode()).isEqualTo(202);
        String location = accepted.headers().firstValue("location").orElseThrow();
        await().untilAsserted(() -> {
            JsonNode operation = json(host.send(host.api(location.substring("/admin/api/v1".length()))));
            assertThat(operation.path("state").asString()).isEqualTo("done");
            assertThat(operation.path("steps").size()).isPositive();
        });
    }

    @Test
    void nothingIsLeftOfAnUpload() throws Exception {
        deploy(first, "");
        deploy(second, "?intent=install");

        await().untilAsserted(() -> {
            try (Stream<Path> left = Files.list(host.home().resolve("run/work/uploads"))) {
                assertThat(left).isEmpty();
            }
        });
    }

    @Test
    void callsWithoutTheTokenAreNotAnswered() throws Exception {
        HttpResponse<String> missing = host.send(host.request("/admin/api/v1/applets"));
        HttpResponse<String> wrong =
                host.send(host.request("/admin/api/v1/applets").header("authorization", "Bearer nonsense"));

        assertThat(missing.statusCode()).isEqualTo(401);
        assertThat(missing.headers().firstValue("www-authenticate")).hasValue("Bearer realm=\"hazir\"");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("www-authenticate").orElseThrow()).contains("invalid_token");
        assertThat(host.send(host.request("/admin/api/v1/openapi.json")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void pathCannotBeDressedUpToPassTheToken() throws Exception {
        for (String path : new String[] {
            "/admin/api/v1/./applets", "/admin/api/v1/openapi.json/../applets", "/admin/api/v1/applets;/openapi.json",
            "/admin//api/v1/applets", "/admin/api/v1/openapi.json;x/../applets", "/admin/x/../api/v1/applets"
        }) {
            assertThat(host.send(host.request(path)).statusCode()).as(path).isIn(400, 401, 404);
        }
    }

    @Test
    void unknownThingsAndMethodsAreToldApart() throws Exception {
        assertThat(host.send(host.api("/applets/nobody")).statusCode()).isEqualTo(404);
        assertThat(host.send(host.api("/nothing")).statusCode()).isEqualTo(404);
        HttpResponse<String> method = host.send(host.api("/applets").PUT(BodyPublishers.noBody()));
        assertThat(method.statusCode()).isEqualTo(405);
        assertThat(method.headers().firstValue("allow")).hasValue("GET, POST");
        assertThat(host.send(host.api("/applets?intent=guess").POST(BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void brokenJsonIsToldInPlainWords() throws Exception {
        deploy(first, "");
        HttpResponse<String> answer =
                host.send(host.api("/applets/probe/settings").PUT(BodyPublishers.ofString("{\"title\":")));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("The body is no JSON", "at line 1, column ")
                .doesNotContain("Source", "REDACTED");
    }

    @Test
    void listsArePlainArraysWithTheContractsFields() throws Exception {
        deploy(first, "");

        assertThat(json(host.send(host.api("/routes"))).get(0).propertyNames())
                .contains("path", "kind", "applet", "side", "state", "reason");
        assertThat(json(host.send(host.api("/ports"))).get(0).propertyNames())
                .contains("name", "applet", "protocol", "bind", "port", "state", "reason", "connections");
        assertThat(json(host.send(host.api("/applets"))).isArray()).isTrue();
        assertThat(json(host.send(host.api("/operations"))).isArray()).isTrue();
        assertThat(json(host.send(host.api("/problems"))).isArray()).isTrue();
        assertThat(json(host.send(host.api("/applets/probe/settings"))).isArray())
                .isTrue();
    }

    @Test
    void healthAndMetricsNeedNoTokenOnThisMachine() throws Exception {
        deploy(first, "");
        host.send(host.request("/res/probe/version"));

        assertThat(host.send(host.request("/health/live")).statusCode()).isEqualTo(200);
        assertThat(json(host.send(host.request("/health/ready"))).path("status").asString())
                .isEqualTo("ready");
        await().untilAsserted(() -> assertThat(
                        host.send(host.request("/metrics")).body())
                .contains("hazir_requests_seconds_count{applet=\"probe\",side=\"loop\",status=\"2xx\"}"));
        HttpRequest.Builder proxied = host.request("/metrics").header("x-forwarded-for", "192.0.2.1");
        assertThat(host.send(proxied).statusCode()).isEqualTo(401);
        assertThat(host.send(proxied.header("authorization", "Bearer " + host.token()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void metersOfARemovedAppletAreGone() throws Exception {
        deploy(first, "");
        host.send(host.request("/res/probe/version"));
        host.send(host.api("/applets/probe").DELETE());

        await().untilAsserted(() ->
                assertThat(host.send(host.request("/metrics")).body()).doesNotContain("applet=\"probe\""));
    }

    @Test
    void frontPageAndSignInNeedNoToken() throws Exception {
        deploy(first, "");

        assertThat(host.send(host.request("/")).body()).contains("Operate this host");
        assertThat(host.send(host.request("/admin/setup")).body()).contains("hazir setup-token");
    }

    private static HttpResponse<String> deploy(Path jar, String query) throws IOException, InterruptedException {
        return host.send(host.api("/applets" + query)
                .header("content-type", "application/java-archive")
                .POST(BodyPublishers.ofFile(jar)));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
