package dev.hazir.host.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.http.BodyChunk;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManyClientsTest {

    private static final int CLIENTS = 12;
    private static final int ROUNDS = 60;
    private static final String[] PATHS = {"/echo", "/worker", "/ignore"};

    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private TestDoor door;

    @BeforeEach
    void open() throws Exception {
        door = new TestDoor();
        door.on("/echo", BodyTest::echo);
        door.on("/worker", (exchange, match) -> workers.execute(() -> workerEcho(exchange)));
        door.on("/ignore", (exchange, match) -> TestDoor.answer(exchange, 200, "ignored"));
    }

    @AfterEach
    void close() {
        workers.shutdownNow();
        door.close();
    }

    @Test
    void everyClientGetsItsOwnAnswersInOrder() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                long seed = i;
                all.add(CompletableFuture.runAsync(() -> converse(new Random(seed)), clients));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(90, TimeUnit.SECONDS);
        } finally {
            clients.shutdownNow();
        }
        await().untilAsserted(() -> assertThat(door.finished).hasSize(CLIENTS * ROUNDS * 2));
        assertThat(door.gate.inside()).isZero();
        assertThat(door.finished).allMatch(exchange -> exchange.status() == 200);
    }

    /** Sends two requests at a time, of any kind and in pieces of any size, and expects two answers. */
    private void converse(Random random) {
        try (Raw client = door.connect()) {
            for (int round = 0; round < ROUNDS; round++) {
                ByteArrayOutputStream requests = new ByteArrayOutputStream();
                List<byte[]> expected = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    byte[] body = new byte[random.nextInt(4) == 0 ? random.nextInt(60_000) : random.nextInt(200)];
                    random.nextBytes(body);
                    String path = PATHS[random.nextInt(PATHS.length)];
                    requests.writeBytes(request(path, body, random.nextBoolean()));
                    expected.add(path.equals("/ignore") ? "ignored".getBytes() : body);
                }
                byte[] bytes = requests.toByteArray();
                CompletableFuture<Void> sending =
                        CompletableFuture.runAsync(() -> inPieces(client, bytes, random.nextLong()));
                for (byte[] body : expected) {
                    Raw.Response response = client.response();
                    assertThat(response.status()).isEqualTo(200);
                    assertThat(response.body()).isEqualTo(body);
                }
                sending.join();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] request(String path, byte[] body, boolean chunked) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String head = "POST " + path + " HTTP/1.1\r\nHost: a\r\n";
        if (!chunked) {
            out.writeBytes((head + "Content-Length: " + body.length + "\r\n\r\n").getBytes());
            out.writeBytes(body);
            return out.toByteArray();
        }
        out.writeBytes((head + "Transfer-Encoding: chunked\r\n\r\n").getBytes());
        for (int from = 0; from < body.length; from += 1_000) {
            int size = Math.min(1_000, body.length - from);
            out.writeBytes((Integer.toHexString(size) + "\r\n").getBytes());
            out.write(body, from, size);
            out.writeBytes("\r\n".getBytes());
        }
        out.writeBytes("0\r\n\r\n".getBytes());
        return out.toByteArray();
    }

    private static void inPieces(Raw client, byte[] bytes, long seed) {
        Random random = new Random(seed);
        try {
            for (int from = 0; from < bytes.length; ) {
                int size = Math.min(bytes.length - from, 1 + random.nextInt(random.nextBoolean() ? 40 : 20_000));
                client.bytes(java.util.Arrays.copyOfRange(bytes, from, from + size));
                from += size;
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads and sends like a servlet: blocking, part by part. */
    private static void workerEcho(HttpExchange exchange) {
        ResponseHead head = new ResponseHead(
                200, new DefaultHttpHeaders(), exchange.request().contentLength());
        boolean last = false;
        while (!last) {
            BodyChunk chunk = exchange.read();
            if (chunk == null) {
                Semaphore available = new Semaphore(0);
                exchange.demand(available::release);
                available.acquireUninterruptibly();
                continue;
            }
            last = chunk.last();
            ByteBuf content = chunk.failure() == null ? chunk.content() : Unpooled.EMPTY_BUFFER;
            Semaphore sent = new Semaphore(0);
            exchange.send(head, content, last, new SendCallback() {
                @Override
                public void sent() {
                    sent.release();
                }

                @Override
                public void failed(Throwable cause) {
                    sent.release();
                }
            });
            sent.acquireUninterruptibly();
            head = null;
        }
    }
}
