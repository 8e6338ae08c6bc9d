package dev.hazir.host.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.loop.Reply;
import dev.hazir.host.LoopHost;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BodyTest {

    record Order(String what, int count) {}

    private LoopHost host;

    @BeforeEach
    void start() throws Exception {
        host = new LoopHost();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void bodiesAreReadAsTextJsonFormAndBytes() throws Exception {
        host.resource("/text", request -> request.body().text());
        host.resource("/json", request -> request.body().json(Order.class).thenApply(Order::count));
        host.resource("/form", request -> request.body().form());
        host.resource("/bytes", request -> request.body().bytes(10).thenApply(bytes -> bytes.length));

        assertThat(post("/text", "text/plain; charset=iso-8859-1", "gr\u00fc\u00df".getBytes("ISO-8859-1"))
                        .body())
                .isEqualTo("\"grüß\"");
        assertThat(post("/json", "application/json", "{\"what\":\"tea\",\"count\":2,\"more\":1}".getBytes(UTF_8))
                        .body())
                .isEqualTo("2");
        assertThat(host.guest
                        .json()
                        .readValue(
                                post("/form", "application/x-www-form-urlencoded", "a=1&a=%32&b=x+y".getBytes(UTF_8))
                                        .body(),
                                Map.class))
                .isEqualTo(Map.of("a", List.of("1", "2"), "b", List.of("x y")));
        assertThat(post("/form", "text/plain", "a=1".getBytes(UTF_8)).body()).isEqualTo("{}");
        assertThat(post("/bytes", "x/y", new byte[10]).body()).isEqualTo("10");
    }

    @Test
    void badBodiesAreTheClientsFault() throws Exception {
        host.resource("/json", request -> request.body().json(Order.class));
        host.resource("/ten", request -> request.body().bytes(10).thenApply(bytes -> bytes.length));

        HttpResponse<String> malformed = post("/json", "application/json", "{\"what\":".getBytes(UTF_8));
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(malformed.body()).contains("not the JSON expected").doesNotContain("Source", "REDACTED");
        assertThat(post("/ten", "x/y", new byte[11]).statusCode()).isEqualTo(413);
        assertThat(host.send(host.request("/ten")
                                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[20_000]))))
                        .statusCode())
                .isEqualTo(413);
        assertThat(host.guest.faults()).isZero();
    }

    @Test
    void bodyBeyondTheAppletsLimitIsRefused() throws Exception {
        host.resource("/any", request -> request.body().bytes(Integer.MAX_VALUE).thenApply(bytes -> bytes.length));
        byte[] large = new byte[(1 << 20) + 1];

        assertThat(post("/any", "x/y", large).statusCode()).isEqualTo(413);
        assertThat(host.send(host.request("/any").POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large))))
                        .statusCode())
                .isEqualTo(413);
        assertThat(post("/any", "x/y", new byte[1 << 20]).body()).isEqualTo("1048576");
        assertThat(host.guest.faults()).isZero();
    }

    @Test
    void bodyIsConsumedOnce() throws Exception {
        host.resource("/twice", request -> {
            request.body().text();
            return request.body().text();
        });

        assertThat(post("/twice", "x/y", "abc".getBytes(UTF_8)).statusCode()).isEqualTo(500);
        assertThat(host.guest.faults()).isEqualTo(1);
    }

    @Test
    void unreadBodyLeavesTheConnectionUsable() throws Exception {
        host.resource("/ignores", request -> "ok");
        try (Socket client = host.connect()) {
            String one = "POST /ignores HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
            client.getOutputStream()
                    .write((one + one.replace("HTTP/1.1", "HTTP/1.1\r\nConnection: close")).getBytes(UTF_8));
            String answers = new String(client.getInputStream().readAllBytes(), UTF_8);
            assertThat(answers.split("HTTP/1.1 200 ", -1)).hasSize(3);
        }
    }

    @Test
    void streamOnAnEventLoopSaysWhatToDo() throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        host.resource("/stream", request -> {
            try {
                return request.body().stream();
            } catch (IllegalStateException e) {
                failure.set(e);
                return "refused";
            }
        });

        assertThat(post("/stream", "x/y", "abc".getBytes(UTF_8)).body()).isEqualTo("\"refused\"");
        assertThat(failure.get()).hasMessageContaining("event loop").hasMessageContaining("app.blocking");
    }

    @Test
    void streamedBodyIsReadOnlyAsItIsRequested() throws Exception {
        AtomicReference<Flow.Subscription> subscription = new AtomicReference<>();
        AtomicLong received = new AtomicLong();
        CompletableFuture<String> done = new CompletableFuture<>();
        host.endpoint(
                "/slow",
                java.util.Set.of(),
                new ResourceEndpoint(
                        host.guest,
                        new DeclaredResource(
                                dev.hazir.host.routing.PathPattern.parse("/slow"),
                                request -> {
                                    request.body().subscribe(new Flow.Subscriber<>() {
                                        @Override
                                        public void onSubscribe(Flow.Subscription given) {
                                            subscription.set(given);
                                        }

                                        @Override
                                        public void onNext(ByteBuffer bytes) {
                                            received.addAndGet(bytes.remaining());
                                        }

                                        @Override
                                        public void onError(Throwable failure) {
                                            done.completeExceptionally(failure);
                                        }

                                        @Override
                                        public void onComplete() {
                                            done.complete("got " + received);
                                        }
                                    });
                                    return done;
                                },
                                () -> {}),
                        host.time,
                        1L << 30,
                        host.streams));
        int size = 64 << 20;
        try (Socket client = host.connect()) {
            AtomicLong written = new AtomicLong();
            Thread writer = new Thread(() -> {
                try {
                    OutputStream out = client.getOutputStream();
                    out.write(
                            ("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: " + size + "\r\n\r\n").getBytes(UTF_8));
                    byte[] piece = new byte[64 << 10];
                    for (int i = 0; i < size / piece.length; i++) {
                        out.write(piece);
                        written.addAndGet(piece.length);
                    }
                } catch (java.io.IOException e) {
                    done.completeExceptionally(e);
                }
            });
            writer.start();
            await().until(() -> subscription.get() != null);
            await().during(java.time.Duration.ofMillis(300))
                    .until(() -> received.get() == 0 && written.get() < size / 2);
            subscription.get().request(1);
            await().until(() -> received.get() > 0);
            assertThat(received.get()).isLessThan(1 << 20);
            subscription.get().request(Long.MAX_VALUE);
            assertThat(done.get()).isEqualTo("got " + size);
            byte[] answer = new byte[12];
            assertThat(client.getInputStream().readNBytes(answer, 0, 12)).isEqualTo(12);
            assertThat(new String(answer, UTF_8)).isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void requestIsEchoedWhileItArrives() throws Exception {
        host.endpoint(
                "/echo",
                java.util.Set.of(),
                new ResourceEndpoint(
                        host.guest,
                        new DeclaredResource(
                                dev.hazir.host.routing.PathPattern.parse("/echo"),
                                request -> Reply.stream("application/octet-stream", request.body()),
                                () -> {}),
                        host.time,
                        1L << 30,
                        host.streams));
        byte[] sent = new byte[20 << 20];
        new Random(7).nextBytes(sent);

        try (Socket client = host.connect()) {
            Thread writer = new Thread(() -> {
                try {
                    client.getOutputStream()
                            .write(("POST /echo HTTP/1.0\r\nHost: x\r\nContent-Length: " + sent.length + "\r\n\r\n")
                                    .getBytes(UTF_8));
                    client.getOutputStream().write(sent);
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            writer.start();
            byte[] answer = client.getInputStream().readAllBytes();
            byte[] content = java.util.Arrays.copyOfRange(answer, answer.length - sent.length, answer.length);
            assertThat(new String(answer, 0, 12, UTF_8)).isEqualTo("HTTP/1.1 200");
            assertThat(sha(content)).isEqualTo(sha(sent));
            writer.join();
        }
        await().until(() -> host.gate.inside() == 0);
    }

    @Test
    void clientThatGoesInTheMiddleFailsTheSubscriber() throws Exception {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        CompletableFuture<byte[]> never = new CompletableFuture<>();
        host.resource("/half", request -> {
            request.body().bytes().whenComplete((bytes, failure) -> seen.set(failure));
            return never;
        });
        try (Socket client = host.connect()) {
            client.getOutputStream()
                    .write("POST /half HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc".getBytes(UTF_8));
            await().until(() -> host.gate.inside() == 1);
            client.setSoLinger(true, 0);
        }
        await().until(() -> seen.get() != null);
        await().untilAsserted(() -> assertThat(never).isCancelled());
        await().until(() -> host.gate.inside() == 0);
    }

    private HttpResponse<String> post(String path, String type, byte[] body) throws Exception {
        return host.send(host.request(path).header("content-type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    private static String sha(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
