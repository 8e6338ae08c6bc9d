package dev.hazir.host.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServingTest {

    private TestDoor door;

    @BeforeEach
    void open() throws Exception {
        door = new TestDoor();
        door.on("/hello", Set.of("GET"), (exchange, match) -> TestDoor.answer(exchange, 200, "hello"));
        door.on("/now/{n}", (exchange, match) -> TestDoor.answer(exchange, 200, match.parameter("n")));
        door.on(
                "/late/{n}",
                (exchange, match) -> later(20, () -> TestDoor.answer(exchange, 200, match.parameter("n"))));
        door.on("/parts", (exchange, match) -> parts(exchange, null));
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void requestsOnOneConnectionAreAnsweredOneAfterTheOther() throws Exception {
        try (Raw client = door.connect()) {
            for (int i = 0; i < 3; i++) {
                Raw.Response response = client.get("/hello").response();
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.text()).isEqualTo("hello");
                assertThat(response.header("content-length")).isEqualTo("5");
                assertThat(response.header("date")).endsWith(" GMT");
                assertThat(response.headers()).doesNotContainKeys("connection", "server", "transfer-encoding");
            }
        }
        // An exchange is told of when it has left the gate.
        await().untilAsserted(() -> assertThat(door.finished).hasSize(3));
        assertThat(door.gate.inside()).isZero();
        assertThat(door.finished).allSatisfy(exchange -> {
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.match().route().name()).isEqualTo("test");
            assertThat(exchange.nanos()).isPositive();
            assertThat(exchange.bytesOut()).isGreaterThan(50);
        });
        await().untilAsserted(() -> assertThat(door.closed).hasValue(1));
        assertThat(door.opened).hasValue(1);
        assertThat(door.door.connections()).isZero();
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrderThoughSomeAreAnsweredLate() throws Exception {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            all.append("GET /").append(i % 3 == 0 ? "late" : "now").append('/').append(i);
            all.append(" HTTP/1.1|Host: test||");
        }
        try (Raw client = door.connect()) {
            List<Raw.Response> responses = client.write(all.toString()).responses(20);
            for (int i = 0; i < 20; i++) {
                assertThat(responses.get(i).text()).isEqualTo(String.valueOf(i));
            }
        }
    }

    @Test
    void manyPipelinedRequestsAreNotReadBeforeTheirTurn() throws Exception {
        AtomicInteger served = new AtomicInteger();
        CompletableFuture<Runnable> first = new CompletableFuture<>();
        door.on("/first", (exchange, match) -> first.complete(() -> TestDoor.answer(exchange, 200, "first")));
        door.on("/next", (exchange, match) -> TestDoor.answer(exchange, 200, "" + served.incrementAndGet()));
        try (Raw client = door.connect()) {
            client.get("/first");
            Runnable answer = first.get(30, TimeUnit.SECONDS);
            int count = 2_000;
            client.write("GET /next HTTP/1.1|Host: test||".repeat(count));
            client.get("/hello");
            assertThat(served).hasValue(0);
            answer.run();
            assertThat(client.response().text()).isEqualTo("first");
            List<Raw.Response> responses = client.responses(count);
            assertThat(responses.get(count - 1).text()).isEqualTo("" + count);
            assertThat(client.response().text()).isEqualTo("hello");
        }
    }

    @Test
    void pipelinedAnswersThatNobodyTakesStopTheServing() throws Exception {
        AtomicInteger served = new AtomicInteger();
        byte[] big = new byte[32 * 1024];
        door.on("/big", (exchange, match) -> {
            served.incrementAndGet();
            exchange.send(
                    new ResponseHead(200, new DefaultHttpHeaders(), big.length),
                    Unpooled.wrappedBuffer(big),
                    true,
                    SendCallback.NONE);
        });
        int count = 1_000;
        try (Raw client = door.connect()) {
            client.write("GET /big HTTP/1.1|Host: test||".repeat(count));
            await().during(500, TimeUnit.MILLISECONDS).until(() -> served.get() < count / 2);
            for (int i = 0; i < count; i++) {
                assertThat(client.response().body()).hasSize(big.length);
            }
        }
    }

    @Test
    void requestThatComesByteByByteIsAnswered() throws Exception {
        door.on("/echo", BodyTest::echo);
        try (Raw client = door.connect()) {
            byte[] request = ("POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nA: b\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            for (byte b : request) {
                client.bytes(new byte[] {b});
            }
            assertThat(client.response().text()).isEqualTo("abcde");
            assertThat(client.get("/hello").response().text()).isEqualTo("hello");
        }
    }

    @Test
    void headIsAnsweredWithoutContentAndTheNextRequestWithIt() throws Exception {
        try (Raw client = door.connect()) {
            Raw.Response head =
                    client.write("HEAD /hello HTTP/1.1|Host: test||").response("HEAD");
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("content-length")).isEqualTo("5");
            assertThat(client.get("/hello").response().text()).isEqualTo("hello");
            Raw.Response parts =
                    client.write("HEAD /parts HTTP/1.1|Host: test||").response("HEAD");
            assertThat(parts.status()).isEqualTo(200);
            assertThat(client.get("/hello").response().text()).isEqualTo("hello");
        }
    }

    @Test
    void contentOfUnknownLengthIsChunkedAndMayHaveTrailers() throws Exception {
        HttpHeaders trailers = new DefaultHttpHeaders().set("x-sum", "42").set("content-length", "9");
        door.on("/trailers", (exchange, match) -> parts(exchange, trailers));
        try (Raw client = door.connect()) {
            Raw.Response response = client.get("/parts").response();
            assertThat(response.header("transfer-encoding")).isEqualTo("chunked");
            assertThat(response.text()).isEqualTo("one two three");
            assertThat(response.trailers()).isEmpty();
            assertThat(client.get("/trailers").response().trailers()).containsOnlyKeys("x-sum");
        }
    }

    @Test
    void oldClientGetsContentThatEndsWithTheConnection() throws Exception {
        try (Raw client = door.connect()) {
            Raw.Response response = client.write("GET /parts HTTP/1.0||").response();
            assertThat(response.header("connection")).isEqualTo("close");
            assertThat(response.headers()).doesNotContainKeys("transfer-encoding", "content-length");
            assertThat(response.text()).isEqualTo("one two three");
        }
        try (Raw client = door.connect()) {
            assertThat(client.write("GET /hello HTTP/1.0||").response().text()).isEqualTo("hello");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void oldClientMayKeepTheConnection() throws Exception {
        try (Raw client = door.connect()) {
            String request = "GET /hello HTTP/1.0|Connection: keep-alive||";
            assertThat(client.write(request).response().header("connection")).isEqualTo("keep-alive");
            assertThat(client.write(request).response().text()).isEqualTo("hello");
        }
    }

    @Test
    void connectionIsClosedWhenTheClientAsksForIt() throws Exception {
        try (Raw client = door.connect()) {
            Raw.Response response = client.write("GET /hello HTTP/1.1|Host: test|Connection: foo, Close||")
                    .response();
            assertThat(response.header("connection")).isEqualTo("close");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void endpointMayCloseTheConnection() throws Exception {
        door.on(
                "/close",
                (exchange, match) -> exchange.send(
                        new ResponseHead(200, new DefaultHttpHeaders().set("Connection", "close"), 0),
                        Unpooled.EMPTY_BUFFER,
                        true,
                        SendCallback.NONE));
        try (Raw client = door.connect()) {
            assertThat(client.get("/close").response().header("connection")).isEqualTo("close");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void absoluteTargetNamesTheAuthority() throws Exception {
        CompletableFuture<HttpExchange> seen = new CompletableFuture<>();
        door.on("/seen", (exchange, match) -> {
            seen.complete(exchange);
            TestDoor.answer(exchange, 200, exchange.request().query());
        });
        try (Raw client = door.connect()) {
            client.write("GET http://example.org:81/seen?a=b HTTP/1.1|Host: other||");
            assertThat(client.response().text()).isEqualTo("a=b");
            assertThat(seen.get().request().authority()).isEqualTo("example.org:81");
            assertThat(seen.get().request().target()).isEqualTo("http://example.org:81/seen?a=b");
            assertThat(seen.get().connection().remoteAddress().getPort())
                    .isEqualTo(client.socket().getLocalPort());
            assertThat(seen.get().connection().localAddress().getPort()).isEqualTo(door.port);
        }
    }

    @Test
    void optionsTellsWhatIsAllowed() throws Exception {
        try (Raw client = door.connect()) {
            Raw.Response all = client.write("OPTIONS * HTTP/1.1|Host: test||").response();
            assertThat(all.status()).isEqualTo(204);
            assertThat(all.header("allow")).contains("GET");
            Raw.Response one =
                    client.write("OPTIONS /hello HTTP/1.1|Host: test||").response();
            assertThat(one.status()).isEqualTo(204);
            assertThat(one.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(one.headers()).doesNotContainKey("content-length");
            Raw.Response refused =
                    client.write("PUT /hello HTTP/1.1|Host: test||").response();
            assertThat(refused.status()).isEqualTo(405);
            assertThat(refused.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(client.get("/hello").response().text()).isEqualTo("hello");
        }
    }

    @Test
    void rootOfAnAppletWithoutSlashIsRedirected() throws Exception {
        door.on("/apps/hello/*", (exchange, match) -> TestDoor.answer(exchange, 200, "page"));
        try (Raw client = door.connect()) {
            Raw.Response response = client.get("//evil/../../apps/hello?x=1").response();
            assertThat(response.status()).isEqualTo(302);
            assertThat(response.header("location")).isEqualTo("/apps/hello/?x=1");
            assertThat(client.get("/apps/hello/").response().text()).isEqualTo("page");
        }
        await().untilAsserted(() -> assertThat(door.gate.inside()).isZero());
    }

    @Test
    void largePartsOfKnownLengthArriveWhole() throws Exception {
        byte[] big = new byte[300_000];
        java.util.Arrays.fill(big, (byte) 'x');
        door.on(
                "/big",
                (exchange, match) -> exchange.send(
                        new ResponseHead(200, new DefaultHttpHeaders(), big.length * 2L),
                        Unpooled.wrappedBuffer(big),
                        false,
                        new SendCallback() {
                            @Override
                            public void sent() {
                                exchange.send(null, Unpooled.wrappedBuffer(big), true, SendCallback.NONE);
                            }

                            @Override
                            public void failed(Throwable cause) {}
                        }));
        try (Raw client = door.connect()) {
            assertThat(client.get("/big").response().body()).hasSize(600_000).containsOnly('x');
            assertThat(client.get("/hello").response().text()).isEqualTo("hello");
        }
    }

    @Test
    void manySmallPartsDoNotGrowTheStack() throws Exception {
        int count = 50_000;
        door.on("/many", (exchange, match) -> worker().execute(() -> many(exchange, new AtomicInteger(count))));
        try (Raw client = door.connect()) {
            assertThat(client.get("/many").response().body()).hasSize(count);
        }
    }

    private static void many(HttpExchange exchange, AtomicInteger left) {
        SendCallback next = new SendCallback() {
            @Override
            public void sent() {
                int n = left.decrementAndGet();
                exchange.send(
                        null, Unpooled.copiedBuffer("x", StandardCharsets.US_ASCII), n == 0, n == 0 ? NONE : this);
            }

            @Override
            public void failed(Throwable cause) {}
        };
        exchange.send(new ResponseHead(200, new DefaultHttpHeaders(), -1), Unpooled.EMPTY_BUFFER, false, next);
    }

    private static void parts(HttpExchange exchange, HttpHeaders trailers) {
        ResponseHead head = new ResponseHead(
                200,
                new DefaultHttpHeaders().set("content-type", "text/plain"),
                -1,
                trailers == null ? null : () -> trailers);
        exchange.send(head, text("one "), false, SendCallback.NONE);
        exchange.send(null, text("two "), false, SendCallback.NONE);
        later(10, () -> {
            exchange.send(null, text("three"), false, SendCallback.NONE);
            exchange.send(null, Unpooled.EMPTY_BUFFER, true, SendCallback.NONE);
        });
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private static Executor worker() {
        return task -> new Thread(task, "test-worker").start();
    }

    private static void later(int millis, Runnable task) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, worker())
                .execute(task);
    }
}
