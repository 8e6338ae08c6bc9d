package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled applet hello as the build made it, in a host of its own. */
class HelloTest {

    @TempDir
    static Path directory;

    private static HostProcess host;
    private static Rest rest;

    @BeforeAll
    static void start() {
        host = HostProcess.start(directory.resolve("home"), Map.of("HAZIR_PORT_HELLO_ECHO", "0"));
        rest = host.rest();
        Hazir.Result installed = host.cli("install", Hazir.builtJar("hello").toString());
        assertThat(installed.exit()).as(installed.toString()).isZero();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void thePageIsThere() {
        Rest.Answer page = rest.get("/apps/hello/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.response().headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.text()).contains("<button");
    }

    @Test
    void theAnswerDependsOnTheQuestion() {
        Rest.Answer good =
                rest.post("/res/hello/answer?is_good=yes", "is_good=yes", "application/x-www-form-urlencoded");
        assertThat(good.status()).isEqualTo(200);
        assertThat(good.text()).contains("All right");
        Rest.Answer bad = rest.post("/res/hello/answer", "is_good=no", "application/x-www-form-urlencoded");
        assertThat(bad.status()).isEqualTo(500);
        assertThat(bad.text()).contains("I'm sorry Dave, I'm afraid I can't do that");
    }

    @Test
    void theLoopSideAnswersWhereBothClaimAPath() {
        assertThat(rest.get("/apps/hello/data").text()).contains("loop").doesNotContain("servlet");
    }

    @Test
    void lateAndSlowAnswersCome() {
        assertThat(rest.get("/res/hello/later?ms=120").status()).isEqualTo(200);
        assertThat(rest.get("/apps/hello/slow?ms=120").status()).isEqualTo(200);
    }

    @Test
    void anUploadIsHashed() throws Exception {
        String body = "0123456789".repeat(100_000);
        String digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
        Rest.Answer answer = rest.post("/apps/hello/upload", body, "application/octet-stream");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains(digest);
    }

    @Test
    void theWebSocketEchoes() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(
                                host.url().resolve("/apps/hello/ws").toString().replaceFirst("http", "ws")),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                                received.add(data.toString());
                                webSocket.request(1);
                                return null;
                            }
                        })
                .join();
        socket.sendText("are you there?", true).join();
        assertThat(received.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo("are you there?");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Test
    void thePortEchoesLines() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", rest.port("hello", "echo"))) {
            socket.setSoTimeout((int) Patience.LIMIT.toMillis());
            socket.getOutputStream().write("ping\r\n".getBytes(StandardCharsets.UTF_8));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(in.readLine()).isEqualTo("ping");
        }
    }

    @Test
    void theButtonWorksInABrowser() throws Exception {
        try (Browser browser = Browser.start(directory)) {
            browser.open(host.url().resolve("/apps/hello/"));
            assertThat(browser.evaluate("document.body.innerText")).doesNotContain("All right");
            browser.click("#question button"); // which may say first that it asks
            Awaitility.await()
                    .atMost(Patience.LIMIT)
                    .untilAsserted(() -> assertThat(browser.evaluate("document.body.innerText"))
                            .contains("All right"));
        }
    }
}
