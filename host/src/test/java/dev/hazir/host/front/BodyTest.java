package dev.hazir.host.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.http.BodyChunk;
import dev.hazir.host.http.BodyTooLargeException;
import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import dev.hazir.host.routing.Match;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {

    private static final int MEGA = 1024 * 1024;

    private TestDoor door;

    @BeforeEach
    void open() throws Exception {
        door = new TestDoor();
        door.on("/hello", (exchange, match) -> TestDoor.answer(exchange, 200, "hello"));
        door.on("/count", BodyTest::collect);
        door.on("/echo", BodyTest::echo);
        door.on(
                "/stream",
                (exchange, match) ->
                        stream(exchange, Long.parseLong(exchange.request().query())));
        door.on("/blocking", (exchange, match) -> new Thread(() -> blockingCount(exchange)).start());
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void bodyInTheSamePacketIsThereAtTheFirstRead() throws Exception {
        door.on("/at-once", (exchange, match) -> {
            BodyChunk chunk = exchange.read();
            TestDoor.answer(
                    exchange, 200, chunk == null ? "nothing" : chunk.content().readableBytes() + " " + chunk.last());
            if (chunk != null) {
                chunk.release();
            }
        });
        try (Raw client = door.connect()) {
            client.write("POST /at-once HTTP/1.1|Host: a|Content-Length: 3||abcGET /hello HTTP/1.1|Host: a||");
            assertThat(client.response().text()).isEqualTo("3 true");
            assertThat(client.response().text()).isEqualTo("hello");
        }
    }

    @Test
    void trailersComeWithTheLastChunk() throws Exception {
        CompletableFuture<HttpHeaders> trailers = new CompletableFuture<>();
        door.on(
                "/trailers",
                (exchange, match) -> drain(exchange, new AtomicLong(), end -> {
                    trailers.complete(end.trailers());
                    TestDoor.answer(exchange, 200, "read");
                }));
        try (Raw client = door.connect()) {
            client.write("POST /trailers HTTP/1.1|Host: a|Transfer-Encoding: chunked||3|abc|0|X-Sum: 7||");
            assertThat(client.response().text()).isEqualTo("read");
        }
        assertThat(trailers.get().get("x-sum")).isEqualTo("7");
    }

    @Test
    void clientThatExpectsItIsToldToContinueWhenTheBodyIsRead() throws Exception {
        try (Raw client = door.connect()) {
            client.write("POST /count HTTP/1.1|Host: a|Content-Length: 3|Expect: 100-Continue||");
            assertThat(client.response().status()).isEqualTo(100);
            assertThat(client.write("abc").response().text()).isEqualTo("3");
            assertThat(client.get("/hello").response().text()).isEqualTo("hello");
        }
    }

    @Test
    void clientThatExpectsToContinueButIsNotReadGetsTheAnswerAndIsClosed() throws Exception {
        try (Raw client = door.connect()) {
            client.write("POST /hello HTTP/1.1|Host: a|Content-Length: 3|Expect: 100-continue||");
            Raw.Response response = client.response();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.header("connection")).isEqualTo("close");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void clientThatDidNotWaitIsNotToldToContinue() throws Exception {
        try (Raw client = door.connect()) {
            client.write("POST /count HTTP/1.1|Host: a|Content-Length: 3|Expect: 100-continue||abc");
            assertThat(client.response().text()).isEqualTo("3");
            client.write("POST /count HTTP/1.0|Content-Length: 3|Expect: 100-continue||");
            client.write("abc");
            assertThat(client.response().text()).isEqualTo("3");
        }
    }

    @Test
    void shortBodyThatNobodyReadsKeepsTheConnection() throws Exception {
        try (Raw client = door.connect()) {
            client.write("POST /hello HTTP/1.1|Host: a|Content-Length: 100000||");
            assertThat(client.response().text()).isEqualTo("hello");
            client.bytes(new byte[100_000]);
            assertThat(client.get("/hello").response().text()).isEqualTo("hello");
            client.write("POST /hello HTTP/1.1|Host: a|Transfer-Encoding: chunked||");
            assertThat(client.response().text()).isEqualTo("hello");
            client.write("3|abc|0||");
            assertThat(client.get("/hello").response().text()).isEqualTo("hello");
        }
    }

    @Test
    void longBodyThatNobodyReadsCostsTheConnectionButNotTheAnswer() throws Exception {
        try (Raw client = door.connect()) {
            client.write("POST /hello HTTP/1.1|Host: a|Content-Length: 50000000||");
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(client, 50_000_000, false));
            assertThat(client.response().text()).isEqualTo("hello");
            assertThat(client.ended()).isTrue();
            await().until(sending::isDone);
        }
    }

    @Test
    void bodyAnnouncedTooLargeIsRefusedBeforeItIsSent() throws Exception {
        door.on("/limited", BodyTest::limited);
        try (Raw client = door.connect()) {
            client.write("POST /limited HTTP/1.1|Host: a|Content-Length: 2000000|Expect: 100-continue||");
            Raw.Response response = client.response();
            assertThat(response.status()).isEqualTo(413);
            assertThat(response.header("connection")).isEqualTo("close");
            assertThat(client.ended()).isTrue();
        }
        try (Raw client = door.connect()) {
            client.write("POST /limited HTTP/1.1|Host: a|Content-Length: 1000||")
                    .bytes(new byte[1000]);
            assertThat(client.response().text()).isEqualTo("1000");
        }
    }

    @Test
    void bodyThatTurnsOutTooLargeEndsWithAFailure() throws Exception {
        door.on("/limited", BodyTest::limited);
        try (Raw client = door.connect()) {
            client.write("POST /limited HTTP/1.1|Host: a|Transfer-Encoding: chunked||");
            client.write("800|").bytes(new byte[0x800]).write("|");
            Raw.Response response = client.response();
            assertThat(response.status()).isEqualTo(413);
            assertThat(response.header("connection")).isEqualTo("close");
            assertThat(client.ended()).isTrue();
        }
        await().untilAsserted(() -> assertThat(door.gate.inside()).isZero());
    }

    @Test
    void tooLargeBodyThatCameWithItsHeadIsRefusedAtOnce() throws Exception {
        door.on("/limited", BodyTest::limited);
        try (Raw client = door.connect()) {
            String chunk = "800|" + "x".repeat(0x800) + "|";
            client.write("POST /limited HTTP/1.1|Host: a|Transfer-Encoding: chunked||" + chunk + "0||");
            Raw.Response response = client.response();
            assertThat(response.status()).isEqualTo(413);
            assertThat(response.header("connection")).isEqualTo("close");
        }
    }

    @Test
    void afterTheEndEveryReadGivesTheEndAgain() throws Exception {
        door.on(
                "/twice",
                (exchange, match) -> drain(exchange, new AtomicLong(), end -> {
                    BodyChunk again = exchange.read();
                    exchange.demand(() -> TestDoor.answer(
                            exchange, 200, again.last() + " " + again.content().readableBytes()));
                }));
        try (Raw client = door.connect()) {
            client.write("POST /twice HTTP/1.1|Host: a|Content-Length: 3||abc");
            assertThat(client.response().text()).isEqualTo("true 0");
            assertThat(client.get("/twice").response().text()).isEqualTo("true 0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/count", "/blocking"})
    void hundredMegabytesUp(String path) throws Exception {
        try (Raw client = door.connect()) {
            client.write("POST " + path + " HTTP/1.1|Host: a|Content-Length: " + 100 * MEGA + "||");
            send(client, 100 * MEGA, false);
            assertThat(client.response().text()).isEqualTo(String.valueOf(100 * MEGA));
            client.write("POST " + path + " HTTP/1.1|Host: a|Transfer-Encoding: chunked||");
            send(client, 100 * MEGA, true);
            assertThat(client.response().text()).isEqualTo(String.valueOf(100 * MEGA));
            assertThat(client.get("/hello").response().text()).isEqualTo("hello");
        }
        assertThat(door.finished.peek().bytesIn()).isEqualTo(100L * MEGA);
    }

    @Test
    void hundredMegabytesDown() throws Exception {
        try (Raw client = door.connect()) {
            client.get("/stream?" + 100 * MEGA);
            assertThat(client.head()).isEqualTo(200);
            client.fields();
            assertThat(countChunks(client)).isEqualTo(100L * MEGA);
            assertThat(client.get("/hello").response().text()).isEqualTo("hello");
        }
        assertThat(door.finished.peek().bytesOut()).isGreaterThan(100L * MEGA);
    }

    @Test
    void hundredMegabytesEchoed() throws Exception {
        try (Raw client = door.connect()) {
            client.write("POST /echo HTTP/1.1|Host: a|Content-Length: " + 100 * MEGA + "||");
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(client, 100 * MEGA, false));
            assertThat(client.head()).isEqualTo(200);
            client.fields();
            assertThat(countChunks(client)).isEqualTo(100L * MEGA);
            sending.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void senderIsSlowedDownWhileNobodyReads() throws Exception {
        Semaphore go = new Semaphore(0);
        AtomicLong read = new AtomicLong();
        door.on(
                "/slow",
                (exchange, match) -> new Thread(() -> {
                            go.acquireUninterruptibly();
                            drain(exchange, read, end -> TestDoor.answer(exchange, 200, "" + read));
                        })
                        .start());
        AtomicLong sent = new AtomicLong();
        try (Raw client = door.connect()) {
            client.write("POST /slow HTTP/1.1|Host: a|Content-Length: " + 100 * MEGA + "||");
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(client, 100 * MEGA, false, sent));
            await().during(700, TimeUnit.MILLISECONDS).until(() -> sent.get() < 20 * MEGA);
            go.release();
            assertThat(client.response().text()).isEqualTo(String.valueOf(100 * MEGA));
            sending.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void endpointIsSlowedDownWhileTheClientDoesNotRead() throws Exception {
        AtomicLong produced = new AtomicLong();
        door.on("/count-out", (exchange, match) -> stream(exchange, 100 * MEGA, produced));
        CompletableFuture<Boolean> writableAgain = new CompletableFuture<>();
        door.on("/watch", (exchange, match) -> {
            exchange.onWritable(() -> writableAgain.complete(exchange.writable()));
            stream(exchange, 100 * MEGA, produced);
        });
        for (String path : new String[] {"/count-out", "/watch"}) {
            produced.set(0);
            try (Raw client = door.connect()) {
                client.get(path);
                await().during(500, TimeUnit.MILLISECONDS).until(() -> produced.get() < 20 * MEGA);
                client.head();
                client.fields();
                assertThat(countChunks(client)).isEqualTo(100L * MEGA);
            }
        }
        assertThat(writableAgain.get(30, TimeUnit.SECONDS)).isTrue();
    }

    /** Reads the whole body with demands and answers with its size, or with 413 if it is too large. */
    static void collect(HttpExchange exchange, Match match) {
        AtomicLong size = new AtomicLong();
        drain(exchange, size, end -> {
            if (end.failure() instanceof BodyTooLargeException) {
                ErrorAnswer.of(413, "too large").to(exchange);
            } else if (end.failure() != null) {
                exchange.abort(end.failure());
            } else {
                TestDoor.answer(exchange, 200, String.valueOf(size));
            }
        });
    }

    static void limited(HttpExchange exchange, Match match) {
        if (exchange.limitBody(1_000)) {
            collect(exchange, match);
        } else {
            ErrorAnswer.of(413, "too large").to(exchange);
        }
    }

    static void drain(HttpExchange exchange, AtomicLong size, java.util.function.Consumer<BodyChunk> ended) {
        for (BodyChunk chunk = exchange.read(); chunk != null; chunk = exchange.read()) {
            size.addAndGet(chunk.content().readableBytes());
            chunk.release();
            if (chunk.last()) {
                ended.accept(chunk);
                return;
            }
        }
        exchange.demand(() -> drain(exchange, size, ended));
    }

    /** Sends back what comes, as it comes, with back-pressure both ways. */
    static void echo(HttpExchange exchange, Match match) {
        pump(exchange, new ResponseHead(200, new DefaultHttpHeaders(), -1));
    }

    private static void pump(HttpExchange exchange, ResponseHead head) {
        BodyChunk chunk = exchange.read();
        if (chunk == null) {
            if (head != null) {
                exchange.send(head, Unpooled.EMPTY_BUFFER, false, SendCallback.NONE);
            }
            exchange.demand(() -> pump(exchange, null));
        } else if (chunk.failure() != null) {
            exchange.abort(chunk.failure());
        } else {
            exchange.send(head, chunk.content(), chunk.last(), new SendCallback() {
                @Override
                public void sent() {
                    if (!chunk.last()) {
                        pump(exchange, null);
                    }
                }

                @Override
                public void failed(Throwable cause) {}
            });
        }
    }

    static void stream(HttpExchange exchange, long bytes) {
        stream(exchange, bytes, new AtomicLong());
    }

    private static void stream(HttpExchange exchange, long bytes, AtomicLong produced) {
        byte[] part = new byte[16 * 1024];
        SendCallback next = new SendCallback() {
            @Override
            public void sent() {
                boolean last = produced.addAndGet(part.length) >= bytes;
                exchange.send(null, Unpooled.wrappedBuffer(part), last, last ? NONE : this);
            }

            @Override
            public void failed(Throwable cause) {}
        };
        exchange.send(new ResponseHead(200, new DefaultHttpHeaders(), -1), Unpooled.EMPTY_BUFFER, false, next);
    }

    /** As a servlet's worker does: waits for each part. */
    private static void blockingCount(HttpExchange exchange) {
        long size = 0;
        while (true) {
            BodyChunk chunk = exchange.read();
            if (chunk == null) {
                Semaphore available = new Semaphore(0);
                exchange.demand(available::release);
                available.acquireUninterruptibly();
                continue;
            }
            size += chunk.content().readableBytes();
            chunk.release();
            if (chunk.last()) {
                TestDoor.answer(exchange, 200, String.valueOf(size));
                return;
            }
        }
    }

    private static long countChunks(Raw client) throws IOException {
        long all = 0;
        for (int size = client.chunkSize(); size > 0; size = client.chunkSize()) {
            client.in().skipNBytes(size);
            client.line();
            all += size;
        }
        client.line();
        return all;
    }

    private static void send(Raw client, int bytes, boolean chunked) {
        send(client, bytes, chunked, new AtomicLong());
    }

    /** Sends zeros; the server may hang up in the middle. */
    private static void send(Raw client, int bytes, boolean chunked, AtomicLong sent) {
        byte[] part = new byte[64 * 1024];
        try {
            OutputStream out = client.socket().getOutputStream();
            for (int left = bytes; left > 0; left -= part.length) {
                int size = Math.min(left, part.length);
                if (chunked) {
                    client.write(Integer.toHexString(size) + "|");
                }
                out.write(part, 0, size);
                sent.addAndGet(size);
                if (chunked) {
                    client.write("|");
                }
            }
            if (chunked) {
                client.write("0||");
            }
        } catch (IOException e) {
            sent.addAndGet(1);
        }
    }
}
