package dev.hazir.host.applet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.HoldingApplet;
import dev.hazir.host.TestHost;
import dev.hazir.host.lifecycle.ManualTime;
import dev.hazir.host.operation.Operation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds a replaced version is listed, may end on it, and is ended in its protocol's way when its time is over. */
class DrainTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration DRAIN = Duration.ofSeconds(30);
    private static final Duration SPREAD = Duration.ofSeconds(3);
    private static final Duration LAST_WAIT = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    private final ManualTime time = new ManualTime();
    private final CountDownLatch work = new CountDownLatch(1);
    private TestHost host;

    private Line upload;
    private Line later;
    private Line events;
    private Line device;
    private Farewell live;

    @BeforeEach
    void plant() throws Exception {
        System.getProperties().put(HoldingApplet.LATCH, work);
        host = TestHost.start(directory.resolve("home"), time, Map.of("drain", DRAIN.toSeconds() + "s"));
        deploy("1.0.0");
        upload = http("POST /apps/holding/upload HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345");
        later = http("GET /res/holding/later HTTP/1.1\r\nHost: x\r\n\r\n");
        events = http("GET /res/holding/events HTTP/1.1\r\nHost: x\r\n\r\n");
        events.until("data: \"1.0.0\"");
        device = new Line(devices());
        device.send("hello\n").until("1.0.0 hello\n");
        live = new Farewell();
        HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(host.host().url().toString().replace("http", "ws") + "/apps/holding/live"), live)
                .join();
        assertThat(answer("/res/holding/work")).isEqualTo("\"1.0.0\"");
        await().atMost(SOON)
                .until(() -> host.host().applets().find("holding").orElseThrow().requests() == 3);
        deploy("1.0.1");
    }

    @AfterEach
    void end() throws Exception {
        work.countDown();
        for (Line line : List.of(upload, later, events, device)) {
            line.close();
        }
        live.socket.abort();
        time.advance(DRAIN.plus(DRAIN));
        host.close();
        System.getProperties().remove(HoldingApplet.LATCH);
    }

    @Test
    void everythingThatHoldsAnOldVersionIsListedAndEndsOnIt() throws Exception {
        JsonNode draining = show().path("draining");
        assertThat(draining.size()).isEqualTo(1);
        assertThat(draining.at("/0/version").asString()).isEqualTo("1.0.0");
        assertThat(draining.at("/0/secondsLeft").asLong()).isEqualTo(DRAIN.toSeconds());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(held())
                        .containsExactlyInAnyOrder(
                                "1 request web POST /apps/holding/upload",
                                "1 request loop GET /res/holding/later",
                                "1 event stream loop GET /res/holding/events",
                                "1 blocking work web on a worker thread",
                                "1 timer loop timer after 5000 ms",
                                "1 websocket loop /apps/holding/live",
                                "1 connection loop port devices"));
        assertThat(show().path("state").asString()).isEqualTo("live");
        assertThat(show().path("reason").asString()).isEqualTo("Still draining: version 1.0.0.");

        time.jump(Duration.ofHours(5));
        assertThat(held()).hasSize(7);
        assertThat(show().at("/draining/0/secondsLeft").asLong()).isEqualTo(DRAIN.toSeconds());
        assertThat(show().at("/draining/0/deadline").asString())
                .isEqualTo(time.clock().instant().plus(DRAIN).toString());

        assertThat(answer("/res/holding/version")).isEqualTo("\"1.0.1\"");
        try (Line another = new Line(devices())) {
            another.send("hello\n").until("1.0.1 hello");
        }
        time.advance(Duration.ofSeconds(5));
        later.until("\"1.0.0\"");
        assertThat(show().at("/draining/0/secondsLeft").asLong()).isEqualTo(DRAIN.toSeconds() - 5);
        device.send("bye\n").until("1.0.0 bye");
        device.close();
        upload.send("67890").until("1.0.0 10");
        live.socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();
        work.countDown();
        events.close();
        await().atMost(SOON).until(() -> {
            time.advance(Duration.ofSeconds(1)); // only an attempt to send tells that a reader of events has gone
            return show().path("draining").isEmpty();
        });
        assertThat(show().path("reason").asString()).isEmpty();
    }

    @Test
    void whatIsLeftShortlyBeforeTheDeadlineIsEndedPolitelyAndRequestsAtTheDeadline() throws Exception {
        time.jump(Duration.ofHours(-5));
        time.advance(DRAIN.minus(SPREAD));
        device.ends();
        CompletableFuture<Void> eventsEnd = CompletableFuture.runAsync(events::endsInTheEnd);
        await().atMost(SOON).until(() -> {
            time.advance(Duration.ofMillis(1));
            return live.code.isDone() && eventsEnd.isDone();
        });
        eventsEnd.join();
        assertThat(live.code.get()).isEqualTo(1012);
        await().atMost(SOON)
                .until(() -> held().equals(List.of(
                        "1 request web POST /apps/holding/upload", "1 blocking work web on a worker thread")));
        later.until("\"1.0.0\"");

        time.advance(SPREAD);
        upload.until("was stopped before it had answered");
        time.advance(SPREAD);
        awaitUnloaded();
        assertThat(answer("/res/holding/version")).isEqualTo("\"1.0.1\"");
    }

    @Test
    void whatIsLeftIsEndedPolitelyAtOnceWhenAnOperatorSaysSoAndTheAnswerTellsWhatItWas() throws Exception {
        await().atMost(SOON).until(() -> held().size() == 7);
        List<String> all = held();
        JsonNode told = endNow();
        assertThat(told.size()).isEqualTo(1);
        assertThat(told.at("/0/version").asString()).isEqualTo("1.0.0");
        assertThat(held(told.at("/0/holding"))).isEqualTo(all).hasSize(7);

        time.advance(Duration.ofMillis(500));
        upload.until("503").until("was stopped before it had answered");
        later.until("503").until("was stopped before it had answered");
        events.ends();
        device.ends();
        await().atMost(SOON).until(live.code::isDone);
        assertThat(live.code.get()).isEqualTo(1012);
        await().atMost(SOON).until(() -> held().equals(List.of("1 blocking work web on a worker thread")));
        time.advance(LAST_WAIT);
        awaitUnloaded();
        assertThat(answer("/res/holding/version")).isEqualTo("\"1.0.1\"");

        assertThat(endNow()).isEmpty();
        assertThat(Applets.await(host.host().applets().endDrain("holding", "test"))
                        .message())
                .isEqualTo("Nothing of holding is draining.");
    }

    @Test
    void versionsThatDrainAreListedInTheirOrderAlsoWhenTheClockWasSetBack() throws Exception {
        try (Line never = http("GET /res/holding/never HTTP/1.1\r\nHost: x\r\n\r\n")) {
            await().atMost(SOON).until(() -> show().path("requests").asLong() == 1);
            time.jump(Duration.ofHours(-5));
            deploy("1.0.2");
            assertThat(show().path("draining")
                            .valueStream()
                            .map(version -> version.path("version").asString()))
                    .containsExactly("1.0.0", "1.0.1");
        }
    }

    @Test
    void anAppletThatIsDisabledShowsWhatItStillFinishes() throws Exception {
        assertThat(Applets.await(host.host().applets().disable("holding", "test"))
                        .state())
                .isEqualTo(Operation.State.DONE);
        assertThat(show().path("state").asString()).isEqualTo("disabled");
        assertThat(show().path("reason").asString())
                .isEqualTo("Disabled by an operator. Still draining: version 1.0.0.");
    }

    private void deploy(String version) throws Exception {
        Path jar = TestHost.jar(directory, "holding", version, HoldingApplet.class);
        Operation.View view = Applets.await(host.host().applets().deploy(jar, Applets.Intent.EITHER, "test"));
        assertThat(view.state()).as(view.toString()).isEqualTo(Operation.State.DONE);
    }

    private JsonNode show() throws Exception {
        return new JsonMapper().readTree(host.send(host.api("/applets/holding")).body());
    }

    private JsonNode endNow() throws Exception {
        return new JsonMapper()
                .readTree(host.send(host.api("/applets/holding/drain/end").POST(BodyPublishers.noBody()))
                        .body());
    }

    /** What the old version holds, a line for each kind, with the first of it. */
    private List<String> held() throws Exception {
        return held(show().at("/draining/0/holding"));
    }

    private static List<String> held(JsonNode holding) {
        return holding.valueStream()
                .map(held ->
                        held.path("count").asLong() + " " + held.path("kind").asString() + " "
                                + held.path("side").asString() + " "
                                + held.at("/items/0/what").asString())
                .toList();
    }

    private void awaitUnloaded() {
        await().atMost(SOON).until(() -> show().path("draining").isEmpty());
    }

    private String answer(String path) throws Exception {
        return host.send(host.request(path)).body();
    }

    private int devices() {
        return host.host().ports().get(0).port();
    }

    private Line http(String request) throws IOException {
        return new Line(host.host().url().getPort()).send(request);
    }

    /** A connection that reads what comes as text. */
    private static final class Line implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Line(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout((int) SOON.toMillis());
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        Line send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        /** Reads until this text has come. */
        Line until(String text) throws IOException {
            StringBuilder read = new StringBuilder();
            while (read.indexOf(text) < 0) {
                int next = in.read();
                assertThat(next).as("the end, after: " + read).isNotNegative();
                read.append((char) next);
            }
            return this;
        }

        /** Reads until nothing more comes; for events that is the last, empty chunk. */
        void ends() throws IOException {
            for (String line = in.readLine(); line != null && !line.equals("0"); line = in.readLine()) {
                assertThat(line).doesNotContain("1.0.1");
            }
        }

        void endsInTheEnd() {
            try {
                ends();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    /** A websocket client that remembers how it was closed. */
    private static final class Farewell implements WebSocket.Listener {
        private final CompletableFuture<Integer> code = new CompletableFuture<>();
        private WebSocket socket;

        @Override
        public void onOpen(WebSocket opened) {
            socket = opened;
            opened.request(1);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket closed, int status, String reason) {
            code.complete(status);
            return CompletableFuture.completedFuture(null);
        }
    }
}
