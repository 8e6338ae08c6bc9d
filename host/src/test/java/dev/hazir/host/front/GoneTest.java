package dev.hazir.host.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.http.BodyChunk;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GoneTest {

    private final CompletableFuture<HttpExchange> seen = new CompletableFuture<>();
    private final CompletableFuture<Throwable> aborted = new CompletableFuture<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private TestDoor door;

    @BeforeEach
    void open() throws Exception {
        door = new TestDoor();
        door.on("/hello", (exchange, match) -> TestDoor.answer(exchange, 200, "hello"));
        door.on("/wait", (exchange, match) -> watch(exchange));
        door.on("/download", (exchange, match) -> {
            watch(exchange);
            BodyTest.stream(exchange, Long.MAX_VALUE);
        });
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void resetWhileTheAnswerIsAwaitedAborts() throws Exception {
        Raw client = door.connect().get("/wait");
        HttpExchange exchange = seen.get(30, TimeUnit.SECONDS);
        client.reset();
        assertThat(aborted.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Throwable> late = new CompletableFuture<>();
        exchange.send(new ResponseHead(200, new DefaultHttpHeaders(), 0), Unpooled.EMPTY_BUFFER, true, failing(late));
        assertThat(late.get(30, TimeUnit.SECONDS)).isNotNull();
        // The gate is left when everything that waits for the end has run.
        await().untilAsserted(() -> assertThat(door.gate.inside()).isZero());
        await().untilAsserted(() -> assertThat(door.finished)
                .singleElement()
                .satisfies(one -> assertThat(one.status()).isZero()));
        CompletableFuture<Throwable> again = new CompletableFuture<>();
        exchange.onAbort(again::complete);
        assertThat(again.get(30, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void clientThatClosesWhileTheAnswerIsAwaitedIsNoticed() throws Exception {
        door.connect().get("/wait").close();
        assertThat(aborted.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }

    @Test
    void resetDuringUploadReachesReaderAndEndpoint() throws Exception {
        Raw client = door.connect().write("POST /wait HTTP/1.1|Host: a|Content-Length: 1000000||abc");
        HttpExchange exchange = seen.get(30, TimeUnit.SECONDS);
        CompletableFuture<BodyChunk> end = new CompletableFuture<>();
        BodyTest.drain(exchange, new java.util.concurrent.atomic.AtomicLong(), end::complete);
        client.reset();
        assertThat(aborted.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(end.get(30, TimeUnit.SECONDS).failure()).isNotNull();
    }

    @Test
    void clientThatClosesInTheMiddleOfItsBodyIsNoticedAtOnce() throws Exception {
        door.connect()
                .write("POST /wait HTTP/1.1|Host: a|Content-Length: 1000000||abc")
                .close();
        assertThat(aborted.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }

    @Test
    void resetDuringDownloadAborts() throws Exception {
        Raw client = door.connect().get("/download");
        assertThat(client.head()).isEqualTo(200);
        client.reset();
        assertThat(aborted.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        await().untilAsserted(() -> assertThat(door.gate.inside()).isZero());
    }

    @Test
    void clientThatClosesDuringDownloadAborts() throws Exception {
        Raw client = door.connect().get("/download");
        assertThat(client.head()).isEqualTo(200);
        client.close();
        assertThat(aborted.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }

    @Test
    void halfClosedClientIsAnsweredAlsoLate() throws Exception {
        try (Raw client = door.connect().get("/wait")) {
            client.socket().shutdownOutput();
            HttpExchange exchange = seen.get(30, TimeUnit.SECONDS);
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            TestDoor.answer(exchange, 200, "late");
            assertThat(client.lateResponse().text()).isEqualTo("late");
            assertThat(client.ended()).isTrue();
        }
        assertThat(aborted).isNotDone();
    }

    @Test
    void halfClosedClientThatWaitsVeryLongSkipsTheNewsAndIsAnswered() throws Exception {
        try (Raw client = door.connect().get("/wait")) {
            client.socket().shutdownOutput();
            HttpExchange exchange = seen.get(30, TimeUnit.SECONDS);
            assertThat(client.response().status()).isEqualTo(102);
            assertThat(client.response().status()).isEqualTo(102);
            TestDoor.answer(exchange, 200, "very late");
            assertThat(client.lateResponse().text()).isEqualTo("very late");
        }
    }

    @Test
    void pipelinedRequestsOfAHalfClosedClientAreAllAnswered() throws Exception {
        try (Raw client = door.connect()) {
            client.write("GET /wait HTTP/1.1|Host: a||GET /hello HTTP/1.1|Host: a||GET /hello HTTP/1.1|Host: a||");
            client.socket().shutdownOutput();
            TestDoor.answer(seen.get(30, TimeUnit.SECONDS), 200, "first");
            assertThat(client.lateResponse().text()).isEqualTo("first");
            assertThat(client.responses(2)).extracting(Raw.Response::text).containsExactly("hello", "hello");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void abortedAnswerIsSeenAsIncomplete() throws Exception {
        door.on("/broken", (exchange, match) -> {
            exchange.send(
                    new ResponseHead(200, new DefaultHttpHeaders(), -1),
                    Unpooled.wrappedBuffer(new byte[10]),
                    false,
                    SendCallback.NONE);
            exchange.loop().schedule(() -> exchange.abort(new IOException("test")), 50, TimeUnit.MILLISECONDS);
        });
        try (Raw client = door.connect().get("/broken")) {
            client.head();
            client.fields();
            assertThat(client.chunkSize()).isEqualTo(10);
            client.exactly(10);
            client.line();
            assertThat(client.ended()).isTrue();
        }
        try (Raw client = door.connect().write("GET /broken HTTP/1.0||")) {
            client.head();
            client.fields();
            client.exactly(10);
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> client.in().read())
                    .isInstanceOf(java.net.SocketException.class);
        }
    }

    private void watch(HttpExchange exchange) {
        exchange.onAbort(aborted::complete);
        exchange.onEnd(over::countDown);
        seen.complete(exchange);
    }

    private static SendCallback failing(CompletableFuture<Throwable> failure) {
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
