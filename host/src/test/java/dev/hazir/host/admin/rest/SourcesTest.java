package dev.hazir.host.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.ProbeApplet;
import dev.hazir.host.TestHost;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Places and signers by REST and by the command line, on a host whose configuration is its file alone. */
class SourcesTest {

    private static final String ACME = "ab".repeat(32);

    @TempDir
    static Path directory;

    @AutoClose
    private static final TestHost host = TestHost.alone();

    @AfterEach
    void forgetAll() throws Exception {
        send("PUT", "/sources", "{\"folder\": null, \"urls\": []}");
        send("DELETE", "/sources/signers/" + ACME, "");
    }

    @Test
    void placesAreWrittenIntoTheFileAndHoldFromTheNextStartOn() throws Exception {
        Path own = directory.resolve("own");
        try (TestHost first = TestHost.start(own)) {
            Files.writeString(own.resolve("hazir.properties"), "# mine\nversions = 4\n");
            HttpResponse<String> answer = first.send(first.api("/sources")
                    .PUT(BodyPublishers.ofString(
                            "{\"folder\": \"" + directory + "\", \"urls\": [\"http://127.0.0.1:1/a\"]}")));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).path("places")).as("of this run").isEmpty();
            assertThat(json(answer).path("pending").toString())
                    .contains("install.folder", directory.toString(), "install.urls", "http://127.0.0.1:1/a");
            assertThat(own.resolve("hazir.properties"))
                    .content()
                    .contains("# mine", "versions = 4", "install.folder = " + directory, "install.urls = http://");
        }
        try (TestHost next = TestHost.start(own)) {
            JsonNode shown = json(next.send(next.api("/sources")));
            assertThat(shown.path("pending")).isEmpty();
            assertThat(shown.path("places").path(0).path("reached").isNull()).isTrue();
            JsonNode places = json(next.send(next.api("/sources/check").POST(BodyPublishers.noBody())))
                    .path("places");
            assertThat(places.path(0).path("kind").asString()).isEqualTo("folder");
            assertThat(places.path(0).path("reached").asBoolean()).isTrue();
            assertThat(places.path(1).path("reached").asBoolean()).isFalse();
            assertThat(next.cli("sources", "--check")).contains("folder", "there", "not there");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"urls\": \"http://a.example/\"}",
                "{\"urls\": [7]}",
                "{\"urls\": [\"http://a.example/,http://b.example/\"]}",
                "{\"urls\": [\"ftp://a.example/\"]}",
                "{\"folder\": \"relative\"}",
                "{\"folder\": \"/tmp\\nadmin.port = 1\"}",
                "{\"urls\": [\"http://a.example/\\nbind = 0.0.0.0\"]}"
            })
    void whatWillNotDoIsRefusedAndNothingIsWritten(String body) throws Exception {
        HttpResponse<String> answer = send("PUT", "/sources", body);

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 409);
        assertThat(json(send("GET", "/sources", "")).path("pending")).isEmpty();
        assertThat(host.cli("list")).as("still reached").isNotNull();
    }

    @Test
    void placesAreAddedAndRemovedByTheCommandLine() throws Exception {
        host.cli("sources", "add", "http://a.example/jars/");
        host.cli("sources", "add", "https://b.example/");
        String added = host.cli("sources", "add", directory.toString());

        assertThat(added).contains("At the next start: install.folder = " + directory);
        JsonNode now = json(send("GET", "/sources", ""));
        assertThat(now.path("urls").valueStream().map(JsonNode::asString))
                .containsExactly("http://a.example/jars/", "https://b.example/");
        assertThat(host.cli("sources", "add", "/srv/other")).contains("There is a folder already");

        host.cli("sources", "remove", "http://a.example/jars/");
        host.cli("sources", "remove", directory.toString());

        now = json(send("GET", "/sources", ""));
        assertThat(now.path("urls").valueStream().map(JsonNode::asString)).containsExactly("https://b.example/");
        assertThat(now.path("folder").asString()).isEmpty();
        assertThat(host.cli("sources", "remove", "http://a.example/jars/")).contains("is no place that is configured");
    }

    @Test
    void signersAreTrustedAndForgotten() throws Exception {
        String acme = "{\"fingerprint\": \"" + ACME.toUpperCase(java.util.Locale.ROOT) + "\", \"name\": \"CN=Acme\"}";

        assertThat(send("POST", "/sources/signers", acme).statusCode()).isEqualTo(201);
        assertThat(send("POST", "/sources/signers", acme).statusCode()).isEqualTo(200);

        assertThat(host.host().access().signers().trusts(ACME)).isTrue();
        assertThat(host.cli("sources")).contains(ACME, "CN=Acme");
        assertThat(host.cli("audit", "--text", ACME)).contains("CN=Acme");
        host.cli("sources", "forget", ACME);
        assertThat(host.host().access().signers().trusts(ACME)).isFalse();
        assertThat(send("DELETE", "/sources/signers/" + ACME, "").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/sources/signers", "{\"fingerprint\": \"ab\", \"name\": \"x\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("POST", "/sources/signers", "{\"fingerprint\": \"" + ACME + "\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void jarThatNobodySignedMakesNobodyTrusted() throws Exception {
        Path jar = TestHost.jar(directory, "probe", "1.0.0", ProbeApplet.class);

        assertThat(host.cli("sources", "trust", jar.toString())).contains("is not signed");
        assertThat(host.cli("sources", "trust", directory.resolve("none.jar").toString()))
                .contains("There is no file");
        assertThat(host.host().access().signers().list()).isEmpty();
    }

    @Test
    void storageAndSignInsAreToldByTheCommandLineToo() throws Exception {
        assertThat(host.cli("storage")).contains("free", "versions/", "logs/");
        assertThat(host.cli("sessions")).contains("Nobody is signed in");
        assertThat(host.cli("sessions", "end", "nobody")).contains("There is no session nobody");
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        return host.send(host.api(path)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
