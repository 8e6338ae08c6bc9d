package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled applet meter as the build made it, in a host of its own. */
class MeterTest {

    @TempDir
    static Path directory;

    private static HostProcess host;
    private static Rest rest;

    @BeforeAll
    static void start() {
        host = HostProcess.start(directory.resolve("home"), Map.of("HAZIR_PORT_METER_DEVICES", "0"));
        rest = host.rest();
        Hazir.Result installed = host.cli("install", Hazir.builtJar("meter").toString());
        assertThat(installed.exit()).as(installed.toString()).isZero();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void aReadingAnswersWhoeverWaitsForIt() throws Exception {
        CompletableFuture<HttpResponse<String>> waiting = HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(URI.create(host.url() + "res/meter/next"))
                                .build(),
                        BodyHandlers.ofString());
        Awaitility.await()
                .atMost(Patience.LIMIT)
                .until(() -> rest.applet("meter").orElseThrow().path("requests").asInt() > 0);
        Awaitility.await("an answer").atMost(Patience.LIMIT).until(() -> {
            assertThat(send("m1 12.5")).isEqualTo("OK"); // who has only just come hears of the next one
            return waiting.isDone();
        });
        assertThat(waiting.join().body()).contains("\"m1\"").contains("12.5");
    }

    @Test
    void aBadLineIsRefusedWithTheReason() throws Exception {
        assertThat(send("m1 much")).startsWith("ERR");
    }

    @Test
    void whatWasReadIsStillThereAfterARestart() throws Exception {
        assertThat(send("m7 77.25")).isEqualTo("OK");
        Awaitility.await()
                .atMost(Patience.LIMIT)
                .until(() -> rest.get("/apps/meter/").text().contains("m7"));
        rest.act("POST", "applets/meter/restart");
        assertThat(rest.get("/apps/meter/").text()).contains("m7").contains("77.25");
    }

    private static String send(String line) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", rest.port("meter", "devices"))) {
            socket.setSoTimeout((int) Patience.LIMIT.toMillis());
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }
}
