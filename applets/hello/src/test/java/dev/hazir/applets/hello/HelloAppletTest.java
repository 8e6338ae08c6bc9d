package dev.hazir.applets.hello;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.testkit.AppletTest;
import dev.hazir.testkit.LineClient;
import dev.hazir.testkit.TestHost;
import dev.hazir.testkit.WaitingAnswer;
import dev.hazir.testkit.WebAnswer;
import dev.hazir.testkit.WebSocketClient;
import dev.hazir.testkit.WithSettings;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@AppletTest(HelloApplet.class)
class HelloAppletTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    @Test
    void thePageOffersTheQuestionAndItsScript(TestHost host) {
        host.web()
                .page("/")
                .expectText("h1", "Hello")
                .expect("form#question button")
                .expect("script[type=module][src=hello.js]")
                .expectText(".foot", "Hello " + version(host) + " on Hazir");
        host.web().get("/hello.js").expectStatus(200).expectTextContaining("hazir.callback('hello', 'answer'");
    }

    @Test
    void everyTextOfThePagesIsThere(TestHost host) {
        for (String page : new String[] {"/", "/help.html"}) {
            assertThat(host.web().page(page).document().text()).doesNotContain("??");
        }
    }

    @Test
    void iconHelpAndChangesAreServed(TestHost host) {
        host.web().get("/icon.svg").expectStatus(200).expectHeader("content-type", "image/svg+xml");
        host.web().get("/icon.png").expectStatus(200).expectHeader("content-type", "image/png");
        host.web().page("/help.html").expectText("h1", "Help for Hello");
        host.web().get("/CHANGELOG.md").expectStatus(200).expectTextContaining("Changes of Hello");
    }

    @Test
    @WithSettings("title=Plant 7")
    void theTitleIsASetting(TestHost host) {
        host.web().page("/").expectText("h1", "Plant 7").expectText("title", "Plant 7 – Hello");
    }

    @Test
    void allIsRightWhenTheFormOrTheQuerySaysYes(TestHost host) {
        host.web().postForm("/res/answer", "is_good=yes").expectStatus(200).expectText("All right");
        host.web()
                .send("POST", "/res/answer?is_good=yes", "", FORM)
                .expectStatus(200)
                .expectText("All right");
    }

    @ParameterizedTest
    @ValueSource(strings = {"is_good=no", "is_good=", "is_good=YES", "other=yes", ""})
    void otherwiseDaveIsToldSo(String form, TestHost host) {
        WebAnswer answer = host.web().postForm("/res/answer", form);
        answer.expectStatus(500).expectText("I'm sorry Dave, I'm afraid I can't do that");
        assertThat(answer.header("content-type").orElse("")).startsWith("text/plain");
    }

    @Test
    void theQuestionIsPosted(TestHost host) {
        host.web().get("/res/answer?is_good=yes").expectStatus(405);
    }

    @Test
    void aLateAnswerComesWhenItsTimeIsOver(TestHost host) {
        WaitingAnswer waiting = host.web().getLater("/res/later?ms=5000").stillOpen();
        host.clock().advance(Duration.ofMillis(4999));
        waiting.stillOpen();
        host.clock().advance(Duration.ofMillis(1));
        waiting.answer().expectStatus(200).expectText("answered after 5000 ms");
    }

    @Test
    void manyWaitForLateAnswersTogether(TestHost host) {
        var waiting = IntStream.range(0, 30)
                .mapToObj(i -> host.web().getLater("/res/later?ms=60000"))
                .toList();
        waiting.forEach(WaitingAnswer::stillOpen);
        host.clock().advance(Duration.ofMinutes(1));
        waiting.forEach(each -> each.answer().expectStatus(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "300001", "1.5", "soon", "99999999999999999999", ""})
    void aPauseOutOfBoundsIsRefused(String ms, TestHost host) {
        host.web().get("/res/later?ms=" + ms).expectStatus(400).expectTextContaining("from 0 to 300000");
    }

    @Test
    void aSlowServletSleepsAndSaysSo(TestHost host) {
        host.web().get("/slow?ms=20").expectStatus(200).expectText("slept 20 ms");
        host.web().get("/slow?ms=60001").expectStatus(400).expectTextContaining("from 0 to 60000");
    }

    @Test
    void theLoopAnswersWhatTheServletClaimsToo(TestHost host) {
        host.web().get("/data").expectStatus(200).expectText("loop");
    }

    @Test
    void theWebsocketEchoesTextAndBytes(TestHost host) throws Exception {
        try (WebSocketClient socket = host.web().websocket("/ws")) {
            socket.send("hello").send("wörld").expect("hello").expect("wörld");
        }
        byte[] bytes = {0, 1, (byte) 0xff, 127};
        CompletableFuture<byte[]> echo = new CompletableFuture<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(host.url().toString().replaceFirst("http", "ws"))
                                .resolve("/apps/hello/ws"),
                        collecting(echo))
                .get(60, TimeUnit.SECONDS);
        socket.sendBinary(ByteBuffer.wrap(bytes), true).get(60, TimeUnit.SECONDS);
        assertThat(echo.get(60, TimeUnit.SECONDS)).isEqualTo(bytes);
        socket.abort();
    }

    @Test
    void thePortEchoesLines(TestHost host) {
        try (LineClient device = host.lines("echo")) {
            device.send("one")
                    .send("")
                    .sendSlowly("zwölf")
                    .expect("one")
                    .expect("")
                    .expect("zwölf");
        }
    }

    @Test
    void anUploadOfUnknownLengthIsHashed(TestHost host) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        InputStream body = new DigestInputStream(megabytes(80), digest); // more than the host's default for a body
        host.web()
                .sendLater("POST", "/upload", BodyPublishers.ofInputStream(() -> body), "application/octet-stream")
                .answer()
                .expectStatus(200)
                .expectText(HexFormat.of().formatHex(digest.digest()));
    }

    private static InputStream megabytes(int count) {
        byte[] megabyte = new byte[1 << 20];
        new Random(7).nextBytes(megabyte);
        return new SequenceInputStream(
                Collections.enumeration(Stream.generate(() -> (InputStream) new java.io.ByteArrayInputStream(megabyte))
                        .limit(count)
                        .toList()));
    }

    private static WebSocket.Listener collecting(CompletableFuture<byte[]> echo) {
        return new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
                byte[] bytes = new byte[data.remaining()];
                data.get(bytes);
                echo.complete(bytes);
                return CompletableFuture.completedStage(null);
            }
        };
    }

    private static String version(TestHost host) {
        return host.web().page("/").document().select(".bar .badge").text();
    }
}
