package dev.hazir.host.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.AtUpgrade;
import dev.hazir.applet.loop.EventStream;
import dev.hazir.applet.loop.Reply;
import dev.hazir.applet.loop.ServerEvent;
import dev.hazir.host.LoopHost;
import dev.hazir.host.routing.PathPattern;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of streams of events when their version is replaced. */
class EventStreamsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Queue<EventStream> opened = new ConcurrentLinkedQueue<>();
    private LoopHost host;

    @BeforeEach
    void start() throws Exception {
        host = new LoopHost();
        host.resource(
                "/events",
                request -> Reply.events(stream -> {
                    stream.send(ServerEvent.of("hello"));
                    opened.add(stream);
                }));
        host.resource("/after", request -> Reply.text("after"));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void streamWhoseClientIsGoneEndsLongBeforeItWouldBePinged() throws Exception {
        try (Socket client = host.connect()) {
            ask(client, "/events");
            await().until(() -> opened.size() == 1);
            client.getInputStream().read();
        }

        await().until(() -> {
            host.time.advance(Duration.ofMillis(10));
            return opened.stream().allMatch(EventStream::ended);
        });
    }

    @Test
    void clientThatOnlyEndsItsSideHearsOn() throws Exception {
        try (Socket client = host.connect()) {
            ask(client, "/events");
            await().until(() -> opened.size() == 1);
            client.shutdownOutput();

            host.time.advance(Duration.ofSeconds(1));
            opened.forEach(stream -> stream.send(ServerEvent.of("still here")));
            assertThat(answers(client, "data: still here")).contains("data: hello");
        }
    }

    @Test
    void streamsEndOneAfterTheOtherAfterAllEventsAndTheirConnectionsGoOn() throws Exception {
        try (Socket one = host.connect();
                Socket other = host.connect()) {
            ask(one, "/events");
            ask(other, "/events");
            await().untilAsserted(() -> assertThat(host.streams.holding())
                    .singleElement()
                    .satisfies(held -> assertThat(held.count()).isEqualTo(2)));
            assertThat(host.streams.holding().get(0).items().get(0).what()).isEqualTo("GET /events");
            CompletableFuture<Void> empty = host.streams.drain(DEADLINE).toCompletableFuture();
            opened.forEach(stream -> stream.send(ServerEvent.of("last").withId("7")));

            host.time.advance(Duration.ZERO);
            await().until(() -> opened.stream().filter(EventStream::ended).count() == 1);
            assertThat(empty).isNotDone();
            host.time.advance(Duration.ofSeconds(1));
            empty.get(30, TimeUnit.SECONDS);

            for (Socket client : List.of(one, other)) {
                ask(client, "/after");
                assertThat(answers(client, "after"))
                        .containsSubsequence("data: hello", "id: 7", "data: last", "0", "HTTP/1.1 200 OK");
            }
            assertThat(host.streams.holding()).isEmpty();
            await().until(() -> host.gate.inside() == 0);
        }
    }

    @Test
    void streamThatComesLateSendsWhatItHasAndEnds() throws Exception {
        host.streams.drain(DEADLINE);
        try (Socket client = host.connect()) {
            ask(client, "/events");
            ask(client, "/after");
            assertThat(answers(client, "after")).containsSubsequence("data: hello", "0", "HTTP/1.1 200 OK");
        }
    }

    @Test
    void finishingStreamGoesOnUntilItsTimeIsOver() throws Exception {
        EventStreams finishing = new EventStreams(AtUpgrade.FINISH, host.time);
        DeclaredResource declared =
                new DeclaredResource(PathPattern.parse("/finishing"), request -> Reply.events(opened::add), () -> {});
        host.endpoint("/finishing", Set.of(), new ResourceEndpoint(host.guest, declared, host.time, 10, finishing));
        try (Socket client = host.connect()) {
            ask(client, "/finishing");
            await().until(() -> finishing.holding().size() == 1);
            CompletableFuture<Void> empty = finishing.drain(DEADLINE).toCompletableFuture();
            host.time.advance(Duration.ofSeconds(10));
            opened.element().send(ServerEvent.of("still here"));
            assertThat(answers(client, "still here")).isNotEmpty();
            assertThat(empty).isNotDone();
            finishing.end(Duration.ZERO);
            host.time.advance(Duration.ZERO);
            empty.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void slowClientGetsAllThatWasSentBeforeTheEnd() throws Exception {
        try (Socket client = host.connect()) {
            ask(client, "/events");
            await().until(() -> opened.size() == 1);
            String text = "x".repeat(50_000);
            for (int i = 0; i < 200; i++) {
                opened.element().send(ServerEvent.of(text).withId(String.valueOf(i)));
            }
            CompletableFuture<Void> empty = host.streams.drain(DEADLINE).toCompletableFuture();
            host.time.advance(Duration.ZERO);
            ask(client, "/after");
            List<String> lines = answers(client, "after");
            assertThat(lines.stream()
                            .filter(line -> line.equals("data: " + text))
                            .count())
                    .isEqualTo(200);
            assertThat(lines).contains("id: 199", "0");
            empty.get(30, TimeUnit.SECONDS);
        }
    }

    private static void ask(Socket client, String path) throws Exception {
        client.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + client.getPort() + "\r\n\r\n")
                        .getBytes(UTF_8));
    }

    /** All lines up to one that ends with a text, which need not have a line end. */
    private static List<String> answers(Socket client, String last) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        while (line.indexOf(last, Math.max(0, line.length() - last.length())) < 0) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException("closed after " + line);
            }
            if (c == '\n') {
                lines.add(line.toString().strip());
                line.setLength(0);
            } else {
                line.append((char) c);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
