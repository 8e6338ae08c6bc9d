package dev.hazir.host.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {

    private static final String BROWSER = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8|";

    private TestDoor door;

    @BeforeEach
    void open() throws Exception {
        door = new TestDoor();
        door.on("/hello", (exchange, match) -> TestDoor.answer(exchange, 200, "hello"));
        door.on("/throws", (exchange, match) -> {
            throw new IllegalStateException("secret <b>");
        });
        door.on("/missing-class", (exchange, match) -> {
            throw new NoClassDefFoundError("secret/Thing");
        });
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void programGetsProblemDetailsForAPathThatIsNotThere() throws Exception {
        try (Raw client = door.connect()) {
            Raw.Response response = client.get("/a\"b%3Cc").response();
            assertThat(response.status()).isEqualTo(404);
            assertThat(response.header("content-type")).isEqualTo("application/problem+json");
            assertThat(response.text())
                    .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                            + "\"detail\":\"There is nothing at /a\\\"b<c.\"}");
            assertThat(client.get("/hello").response().text()).isEqualTo("hello");
        }
    }

    @Test
    void browserGetsAPageThatLoadsNothingAndIsEscaped() throws Exception {
        try (Raw client = door.connect()) {
            Raw.Response response = client.write("GET /%3Cscript%3E HTTP/1.1|Host: a|" + BROWSER + "|")
                    .response();
            assertThat(response.status()).isEqualTo(404);
            assertThat(response.header("content-type")).isEqualTo("text/html; charset=utf-8");
            assertThat(response.header("content-security-policy")).startsWith("default-src 'none'");
            assertThat(response.text())
                    .contains("&lt;script&gt;")
                    .doesNotContain("<script", "http://", "https://", "${")
                    .contains("color-scheme: light dark");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/throws", "/missing-class"})
    void endpointThatThrowsIsAnsweredWith500AndTheReasonStaysInTheLog(String path) throws Exception {
        try (Raw client = door.connect()) {
            Raw.Response json = client.get(path).response();
            assertThat(json.status()).isEqualTo(500);
            assertThat(json.text())
                    .containsPattern("\"reference\":\"[2-9A-Z]{4}-\\d\\d\"")
                    .doesNotContain("secret", "Exception", "at dev");
            Raw.Response page = client.write("GET " + path + " HTTP/1.1|Host: a|" + BROWSER + "|")
                    .response();
            assertThat(page.status()).isEqualTo(500);
            assertThat(page.text()).contains("quote the reference").doesNotContain("secret", "Exception");
            assertThat(client.get("/hello").response().text()).isEqualTo("hello");
        }
        await().untilAsserted(() -> assertThat(door.gate.inside()).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nSet-Cookie: b", "a\nb", "a\rb", "a\0b"})
    void headerThatWouldBecomeMoreThanOneIsNotSent(String value) throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        HttpHeaders headers = new DefaultHttpHeaders(false).set("x-value", value);
        door.on(
                "/inject",
                (exchange, match) -> exchange.send(
                        new ResponseHead(200, headers, 0), Unpooled.EMPTY_BUFFER, true, callback(failure)));
        try (Raw client = door.connect()) {
            Raw.Response response = client.get("/inject").response();
            assertThat(response.status()).isEqualTo(500);
            assertThat(response.headers()).doesNotContainKeys("x-value", "set-cookie");
        }
        assertThat(failure.get(30, TimeUnit.SECONDS)).hasMessageContaining("x-value");
        await().untilAsserted(() -> assertThat(door.gate.inside()).isZero());
    }

    @Test
    void contentThatDoesNotFitItsLengthIsNotSentAsIfItDid() throws Exception {
        door.on(
                "/more",
                (exchange, match) -> exchange.send(
                        new ResponseHead(200, new DefaultHttpHeaders(), 3),
                        Unpooled.wrappedBuffer(new byte[5]),
                        true,
                        SendCallback.NONE));
        door.on("/less", (exchange, match) -> {
            ResponseHead head = new ResponseHead(200, new DefaultHttpHeaders(), 5);
            exchange.send(head, Unpooled.wrappedBuffer(new byte[3]), false, SendCallback.NONE);
            exchange.send(null, Unpooled.EMPTY_BUFFER, true, SendCallback.NONE);
        });
        try (Raw client = door.connect()) {
            assertThat(client.get("/more").response().status()).isEqualTo(500);
        }
        try (Raw client = door.connect()) {
            client.get("/less");
            assertThat(client.in().readAllBytes().length).isLessThan(400);
        }
        await().untilAsserted(() -> assertThat(door.gate.inside()).isZero());
    }

    @Test
    void responseHasOneHead() throws Exception {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        door.on("/two", (exchange, match) -> {
            ResponseHead head = new ResponseHead(200, new DefaultHttpHeaders(), -1);
            exchange.send(head, Unpooled.EMPTY_BUFFER, false, SendCallback.NONE);
            exchange.send(head, Unpooled.wrappedBuffer(new byte[5]), false, callback(failure));
            exchange.send(null, Unpooled.wrappedBuffer(new byte[7]), true, SendCallback.NONE);
        });
        try (Raw client = door.connect()) {
            assertThat(client.get("/two").response().body()).hasSize(7);
        }
        assertThat(failure.get(30, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
    }

    private static SendCallback callback(CompletableFuture<Throwable> failure) {
        return new SendCallback() {
            @Override
            public void sent() {}

            @Override
            public void failed(Throwable cause) {
                failure.complete(cause);
            }
        };
    }
}
