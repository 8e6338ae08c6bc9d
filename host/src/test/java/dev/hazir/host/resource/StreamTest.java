package dev.hazir.host.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.loop.EventStream;
import dev.hazir.applet.loop.Reply;
import dev.hazir.applet.loop.ServerEvent;
import dev.hazir.host.LoopHost;
import dev.hazir.host.guest.LoopThread;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamTest {

    private static final int PIECE = 16 << 10;

    /** Gives pieces at once when they are requested, as a naive publisher does. */
    private static final class Pieces implements Flow.Publisher<ByteBuffer> {
        final int count;
        final AtomicLong given = new AtomicLong();
        final AtomicBoolean cancelled = new AtomicBoolean();
        final Throwable failure;

        Pieces(int count) {
            this(count, null);
        }

        Pieces(int count, Throwable failure) {
            this.count = count;
            this.failure = failure;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    for (long i = 0; i < n && given.get() < count; i++) {
                        given.incrementAndGet();
                        subscriber.onNext(ByteBuffer.wrap(new byte[PIECE]));
                    }
                    if (given.get() == count) {
                        if (failure == null) {
                            subscriber.onComplete();
                        } else {
                            subscriber.onError(failure);
                        }
                    }
                }

                @Override
                public void cancel() {
                    cancelled.set(true);
                }
            });
        }
    }

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
    void streamArrivesWholeWithAndWithoutLength() throws Exception {
        host.resource("/chunked", request -> Reply.stream("x/y", new Pieces(2000)));
        host.resource(
                "/length",
                request ->
                        Reply.stream("x/y", new Pieces(20)).withHeader("Content-Length", String.valueOf(20 * PIECE)));

        HttpResponse<byte[]> chunked = bytes("/chunked");
        assertThat(chunked.body()).hasSize(2000 * PIECE);
        assertThat(chunked.headers().firstValue("transfer-encoding")).contains("chunked");
        HttpResponse<byte[]> length = bytes("/length");
        assertThat(length.body()).hasSize(20 * PIECE);
        assertThat(length.headers().firstValue("content-length")).contains(String.valueOf(20 * PIECE));
    }

    @Test
    void publisherOnOtherThreadsIsHeard() throws Exception {
        SubmissionPublisher<ByteBuffer> publisher = new SubmissionPublisher<>();
        host.resource("/pub", request -> Reply.stream("text/plain", publisher));
        new Thread(() -> {
                    await().until(publisher::hasSubscribers);
                    for (int i = 0; i < 1000; i++) {
                        publisher.submit(UTF_8.encode(i + "\n"));
                    }
                    publisher.close();
                })
                .start();

        assertThat(host.get("/pub").body().lines())
                .hasSize(1000)
                .startsWith("0", "1")
                .endsWith("999");
    }

    @Test
    void clientThatDoesNotReadStopsThePublisher() throws Exception {
        Pieces pieces = new Pieces(100_000);
        host.resource("/much", request -> Reply.stream("x/y", pieces));
        try (Socket client = host.connect()) {
            client.setReceiveBufferSize(PIECE);
            client.getOutputStream().write("GET /much HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            await().until(() -> pieces.given.get() > 0);
            AtomicLong before = new AtomicLong(-1);
            await().pollInterval(Duration.ofMillis(200)).until(() -> {
                long now = pieces.given.get();
                return before.getAndSet(now) == now;
            });
            assertThat(pieces.given.get() * PIECE).isLessThan(16 << 20);
            client.setSoLinger(true, 0);
        }
        await().until(pieces.cancelled::get);
        await().until(() -> host.gate.inside() == 0);
    }

    @Test
    void publisherThatFailsEarlyAnswers500AndLaterCutsTheConnection() throws Exception {
        host.resource("/early", request -> Reply.stream("x/y", new Pieces(0, new IllegalStateException("early"))));
        host.resource("/late", request -> Reply.stream("x/y", new Pieces(3, new IllegalStateException("late"))));
        host.resource(
                "/short",
                request -> Reply.stream("x/y", new Pieces(1)).withHeader("content-length", String.valueOf(2 * PIECE)));

        assertThat(host.get("/early").statusCode()).isEqualTo(500);
        for (String path : List.of("/late", "/short")) {
            try (Socket client = host.connect()) {
                client.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(UTF_8));
                String answer = new String(readToEnd(client), UTF_8);
                assertThat(answer).startsWith("HTTP/1.1 200 ").doesNotEndWith("0\r\n\r\n");
            }
        }
        assertThat(host.guest.faults()).isEqualTo(3);
    }

    @Test
    void headOfAStreamDoesNotSubscribe() throws Exception {
        Pieces pieces = new Pieces(3);
        host.resource("/stream", request -> Reply.stream("x/y", pieces));
        HttpResponse<String> head =
                host.send(host.request("/stream").method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(pieces.given).hasValue(0);
    }

    @Test
    void eventsArriveAsTheStandardSays() throws Exception {
        AtomicReference<EventStream> stream = new AtomicReference<>();
        host.resource(
                "/events",
                request -> Reply.events(opened -> {
                    assertThat(LoopThread.here()).isTrue();
                    opened.send(ServerEvent.of("seen " + opened.lastEventId().orElse("nothing")));
                    stream.set(opened);
                }));
        try (Socket client = host.connect()) {
            BufferedReader in = open(client, "/events", "Last-Event-ID: 41\r\n");
            assertThat(event(in)).containsExactly("data: seen 41");
            stream.get()
                    .send(new ServerEvent(
                            "one\ntwo\r\nthree\r",
                            Optional.of("kind"),
                            Optional.of("7"),
                            Optional.of(Duration.ofSeconds(2))));
            assertThat(event(in))
                    .containsExactly(
                            "event: kind", "id: 7", "retry: 2000", "data: one", "data: two", "data: three", "data: ");
            stream.get().sendJson(Map.of("a", 1));
            assertThat(event(in)).containsExactly("data: {\"a\":1}");
            await().until(() -> {
                host.time.advance(Duration.ofSeconds(15));
                return in.ready();
            });
            assertThat(event(in)).containsExactly(": ping");
            stream.get().close();
            await().until(stream.get()::ended);
        }
        await().until(() -> host.gate.inside() == 0);
    }

    @Test
    void eventStreamEndsWithItsClientAndThenDropsWhatIsSent() throws Exception {
        AtomicReference<EventStream> stream = new AtomicReference<>();
        AtomicInteger ends = new AtomicInteger();
        host.resource(
                "/events",
                request -> Reply.events(opened -> {
                    opened.onEnd(ends::incrementAndGet);
                    request.onEnd(ends::incrementAndGet);
                    stream.set(opened);
                }));
        try (Socket client = host.connect()) {
            open(client, "/events", "");
            await().until(() -> stream.get() != null);
            client.setSoLinger(true, 0);
        }
        await().untilAsserted(() -> assertThat(ends).hasValue(2));
        stream.get().send(ServerEvent.of("late"));
        stream.get().close();
        assertThat(host.guest.faults()).isZero();
        await().until(() -> host.gate.inside() == 0);
    }

    @Test
    void slowReceiverOfEventsIsSeenAndTheFastOneAgainToo() throws Exception {
        AtomicReference<EventStream> stream = new AtomicReference<>();
        AtomicInteger writableAgain = new AtomicInteger();
        host.resource(
                "/events",
                request -> Reply.events(opened -> {
                    opened.onWritable(writableAgain::incrementAndGet);
                    stream.set(opened);
                }));
        try (Socket client = host.connect()) {
            BufferedReader in = open(client, "/events", "");
            await().until(() -> stream.get() != null);
            String data = "x".repeat(10_000);
            AtomicInteger sent = new AtomicInteger();
            await().until(() -> {
                while (stream.get().writable() && sent.get() < 10_000) {
                    stream.get().send(ServerEvent.of(data));
                    sent.incrementAndGet();
                }
                return writableAgain.get() > 0 || sent.get() > 100;
            });
            int due = sent.get();
            for (int i = 0; i < due; i++) {
                assertThat(event(in)).containsExactly("data: " + data);
            }
            await().until(() -> writableAgain.get() > 0);
            await().until(stream.get()::writable);
        }
    }

    @Test
    void handlerOfEventsThatFailsEndsTheStream() throws Exception {
        host.resource(
                "/events",
                request -> Reply.events(opened -> {
                    throw new IllegalStateException("no events");
                }));
        assertThat(host.get("/events").body()).isEmpty();
        assertThat(host.guest.faults()).isEqualTo(1);
    }

    private BufferedReader open(Socket client, String path, String headers) throws Exception {
        client.getOutputStream().write(("GET " + path + " HTTP/1.0\r\nHost: x\r\n" + headers + "\r\n").getBytes(UTF_8));
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
        assertThat(in.readLine()).startsWith("HTTP/1.1 200");
        while (!in.readLine().isEmpty()) {
            assertThat(client.isClosed()).isFalse();
        }
        return in;
    }

    private static List<String> event(BufferedReader in) throws Exception {
        List<String> lines = new java.util.ArrayList<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    private static byte[] readToEnd(Socket client) throws Exception {
        var out = new java.io.ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        try {
            for (int n = client.getInputStream().read(piece);
                    n >= 0;
                    n = client.getInputStream().read(piece)) {
                out.write(piece, 0, n);
            }
        } catch (java.net.SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
        return out.toByteArray();
    }

    private HttpResponse<byte[]> bytes(String path) throws Exception {
        return host.client.send(host.request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
