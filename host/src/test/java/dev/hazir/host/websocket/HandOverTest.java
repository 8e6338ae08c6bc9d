package dev.hazir.host.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.AtUpgrade;
import dev.hazir.applet.HandedOver;
import dev.hazir.applet.loop.WebSocket;
import dev.hazir.applet.loop.WebSocket.Close;
import dev.hazir.applet.loop.WebSocketHandler;
import dev.hazir.applet.loop.WebSocketResumption;
import dev.hazir.host.LoopHost;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Websockets that the next version of their applet goes on with. */
class HandOverTest {

    record Old(int messages, String more) {}

    record New(int messages) {}

    private final AtomicReference<WebSocket> opened = new AtomicReference<>();
    private final AtomicReference<WebSocket> resumed = new AtomicReference<>();
    private final AtomicReference<HandedOver> given = new AtomicReference<>();
    private final Queue<String> oldHeard = new ConcurrentLinkedQueue<>();
    private final Queue<String> newHeard = new ConcurrentLinkedQueue<>();
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
    void nextVersionGoesOnBetweenTwoMessagesAndTheClientNoticesNothing() throws Exception {
        Version first = first(() -> new Old(oldHeard.size(), "x"));
        try (FrameClient client = connect()) {
            client.text("1").text("2").frame(1, "3".getBytes(UTF_8));
            assertThat(client.read().text()).isEqualTo("old 1");
            assertThat(client.read().text()).isEqualTo("old 2");

            Version second = second().replace(first);
            await().until(() -> second.open() == 1);
            opened.get().send("from the old one, dropped");
            opened.get().close(1000, "dropped too");
            opened.get().pause();

            client.frame(0x89, "ping".getBytes(UTF_8))
                    .frame(0x80, "!".getBytes(UTF_8))
                    .text("4");
            assertThat(client.read().opcode()).isEqualTo(FrameClient.PONG);
            assertThat(client.read().text()).isEqualTo("new 3!");
            assertThat(client.read().text()).isEqualTo("new 4");
        }
        await().until(() -> newHeard.contains("end"));
        assertThat(oldHeard).containsExactly("1", "2", "end");
        assertThat(newHeard).containsExactly("3!", "4", "close 1006", "end");
        assertThat(opened.get().ended()).isTrue();
        assertThat(opened.get().request().ended()).isTrue();
        assertThat(resumed.get().id()).isEqualTo(opened.get().id());
        assertThat(resumed.get().request().pathParameter("who")).isEqualTo("ada");
        assertThat(given.get().version()).isEqualTo("1");
        assertThat(given.get().as(New.class)).isEqualTo(new New(2));
        assertThat(first.open()).isZero();
    }

    @Test
    void bytesComeAsTheyWere() throws Exception {
        byte[] state = {0, 1, -1};
        Version first = first(() -> state);
        try (FrameClient client = connect()) {
            second().replace(first);
            await().until(() -> given.get() != null);
            assertThat(given.get().bytes()).containsExactly(0, 1, -1);
            assertThat(client.text("on").read().text()).isEqualTo("new on");
        }
    }

    @Test
    void answersUnderWayGoOutBeforeTheNextVersionHearsAnything() throws Exception {
        CompletableFuture<Object> state = new CompletableFuture<>();
        Version first = first(() -> state);
        try (FrameClient client = connect()) {
            Version second = second().replace(first);
            await().until(() -> oldHeard.contains("asked"));
            client.text("held").text("held too");
            opened.get().send("late answer");
            assertThat(client.read().text()).isEqualTo("late answer");
            opened.get().send("last answer");
            state.complete("state");
            assertThat(client.read().text()).isEqualTo("last answer");
            assertThat(client.read().text()).isEqualTo("new held");
            assertThat(client.read().text()).isEqualTo("new held too");
            assertThat(second.open()).isEqualTo(1);
        }
        assertThat(given.get().as(String.class)).isEqualTo("state");
        assertThat(oldHeard).doesNotContain("held");
    }

    @Test
    void stateThatComesTooLateLeavesTheWebSocketToItsVersion() throws Exception {
        CompletableFuture<Object> state = new CompletableFuture<>();
        Version first = first(() -> state);
        try (FrameClient client = connect()) {
            Version second = second().replace(first);
            await().until(() -> oldHeard.contains("asked"));
            client.text("held");
            host.settle(); // it has five seconds from now on
            host.time.advance(Duration.ofSeconds(5));
            assertThat(client.read().text()).isEqualTo("old held");
            state.complete("too late");
            assertThat(client.text("on").read().text()).isEqualTo("old on");
            assertThat(second.open()).isZero();
            assertThat(first.guest.faults()).isEqualTo(1);
        }
    }

    @Test
    void versionThatKeepsItsWebSocketsSaysHowTheyEnd() throws Exception {
        Version first = first(() -> null);
        try (FrameClient client = connect()) {
            second().replace(first);
            assertThat(client.text("on").read().text()).isEqualTo("old on");
            var left = first.retire().toCompletableFuture();
            host.time.advance(Duration.ZERO);
            FrameClient.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(1012);
            client.frame(0x88, close.payload());
            left.join();
        }
        assertThat(oldHeard).contains("close 1012");
        assertThat(resumed.get()).isNull();
    }

    @Test
    void exceptionInsteadOfAStateKeepsTheWebSocketAndCountsAsAFault() throws Exception {
        Version first = first(() -> {
            throw new IllegalStateException("not now");
        });
        try (FrameClient client = connect()) {
            second().replace(first);
            assertThat(client.text("on").read().text()).isEqualTo("old on");
            // The message may have been received before it was asked to hand over.
            await().until(() -> first.guest.faults() == 1);
        }
    }

    @Test
    void finishingWebSocketStaysUntilAllAreClosed() throws Exception {
        Version first = new Version(
                        host, "1", "/ws/{name}", this::open, declared -> declared.atUpgrade(AtUpgrade.FINISH))
                .publish();
        try (FrameClient client = connect()) {
            second().replace(first);
            var left = first.retire().toCompletableFuture();
            host.time.advance(Duration.ofSeconds(60));
            assertThat(client.text("on").read().text()).isEqualTo("old on");
            first.end();
            host.time.advance(Duration.ZERO);
            FrameClient.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(1012);
            client.frame(0x88, close.payload());
            left.join();
        }
    }

    @Test
    void refusedStateClosesOnlyThatWebSocketWithTheReason() throws Exception {
        Version first = first(() -> oldHeard.size());
        try (FrameClient good = connect();
                FrameClient bad = connect()) {
            bad.text("x");
            bad.read();
            AtomicInteger resumed = new AtomicInteger();
            Version second = new Version(host, "2", "/ws/{who}", resuming((socket, state) -> {
                        socket.onText(text -> socket.send("new " + text))
                                .onClose(close -> newHeard.add("close " + close.code()));
                        if (resumed.incrementAndGet() == 2) {
                            throw new IllegalArgumentException("ä".repeat(100));
                        }
                    }))
                    .replace(first);
            await().until(() -> good.hasInput() || bad.hasInput());
            FrameClient refused = good.hasInput() ? good : bad;
            FrameClient kept = refused == good ? bad : good;
            FrameClient.Frame close = refused.read();
            assertThat(close.closeCode()).isEqualTo(1012);
            assertThat(close.closeReason()).isEqualTo("ä".repeat(61));
            refused.frame(0x88, close.payload());
            assertThat(kept.text("on").read().text()).isEqualTo("new on");
            await().until(() -> newHeard.contains("close 1012"));
            assertThat(second.guest.faults()).isEqualTo(1);
            await().until(() -> second.open() == 1);
        }
    }

    @Test
    void otherSubprotocolsOriginsAndLongerMessagesAreNotGoneOnWith() throws Exception {
        Version first =
                new Version(host, "1", "/ws/{name}", this::open, declared -> declared.subprotocols("a", "b")).publish();
        handsOver(() -> "state");
        try (FrameClient client = connect("Sec-WebSocket-Protocol: b")) {
            new Version(host, "2", "/ws/{who}", resuming(this::resume), declared -> declared.subprotocols("a"))
                    .replace(first);
            assertThat(client.text("1").read().text()).isEqualTo("old 1");
            new Version(
                            host,
                            "3",
                            "/ws/{who}",
                            resuming(this::resume),
                            declared -> declared.subprotocols("b").origins("*"))
                    .replace(first);
            assertThat(client.text("2").read().text()).isEqualTo("old 2");
            new Version(
                            host,
                            "4",
                            "/ws/{who}",
                            resuming(this::resume),
                            declared -> declared.subprotocols("b").maxMessage(2 << 20))
                    .replace(first);
            assertThat(client.text("3").read().text()).isEqualTo("old 3");
            assertThat(oldHeard).doesNotContain("asked");
            new Version(host, "5", "/ws/{who}", resuming(this::resume), declared -> declared.subprotocols("c", "b"))
                    .replace(first);
            await().until(() -> resumed.get() != null);
            assertThat(resumed.get().subprotocol()).contains("b");
            assertThat(client.text("4").read().text()).isEqualTo("new 4");
        }
    }

    @Test
    void limitsOfTheNextVersionHoldFromThenOn() throws Exception {
        Version first = first(() -> "state");
        try (FrameClient client = connect();
                FrameClient silent = connect()) {
            Version second = new Version(
                            host,
                            "2",
                            "/ws/{who}",
                            resuming(this::resume),
                            declared -> declared.maxMessage(125).idleTimeout(Duration.ofSeconds(10)))
                    .replace(first);
            await().until(() -> second.open() == 2);
            host.settle(); // both may be silent for ten seconds from now on
            assertThat(client.text("x".repeat(126)).read().closeCode()).isEqualTo(1009);
            host.time.advance(Duration.ofSeconds(5));
            assertThat(silent.read().opcode()).isEqualTo(FrameClient.PING);
            host.settle();
            host.time.advance(Duration.ofSeconds(5));
            assertThat(silent.read().closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void pausedWebSocketIsReadByTheNextVersion() throws Exception {
        handsOver(() -> "state");
        Version first = new Version(host, "1", "/ws/{name}", socket -> {
                    socket.pause();
                    open(socket);
                })
                .publish();
        try (FrameClient client = connect()) {
            client.text("1");
            await().during(Duration.ofMillis(100)).until(oldHeard::isEmpty);
            second().replace(first);
            assertThat(client.read().text()).isEqualTo("new 1");
        }
    }

    @Test
    void pauseOfTheNextVersionHolds() throws Exception {
        Version first = first(() -> "state");
        try (FrameClient client = connect()) {
            new Version(host, "2", "/ws/{who}", resuming((socket, state) -> {
                        socket.pause();
                        resume(socket, state);
                    }))
                    .replace(first);
            await().until(() -> resumed.get() != null);
            client.text("1");
            await().during(Duration.ofMillis(100)).until(newHeard::isEmpty);
            resumed.get().resume();
            assertThat(client.read().text()).isEqualTo("new 1");
        }
    }

    @Test
    void compressionGoesOnWithItsMemoryOfWhatWasSent() throws Exception {
        Version first = first(() -> "state");
        String deflate = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";
        try (FrameClient client = connect(deflate);
                DeflatedMessages messages = new DeflatedMessages()) {
            String text = "the quick brown fox ".repeat(40);
            client.frame(0xC1, messages.packed(text));
            assertThat(messages.unpacked(client.read())).isEqualTo("old " + text);
            second().replace(first);
            await().until(() -> resumed.get() != null);
            byte[] again = messages.packed(text);
            assertThat(again.length).isLessThan(20); // it refers to the first one
            client.frame(0xC1, again);
            assertThat(messages.unpacked(client.read())).isEqualTo("new " + text);
        }
    }

    @Test
    void slowClientGetsAllThatBothVersionsHaveSent() throws Exception {
        Version first = first(() -> "state");
        CompletableFuture<Void> caughtUp = new CompletableFuture<>();
        try (FrameClient client = connect()) {
            for (int i = 0; i < 200; i++) {
                opened.get().send(ByteBuffer.allocate(50_000).putInt(i).rewind());
            }
            new Version(host, "2", "/ws/{who}", resuming((socket, state) -> {
                        socket.onWritable(() -> caughtUp.complete(null));
                        newHeard.add("writable " + socket.writable());
                        socket.send(ByteBuffer.allocate(50_000).putInt(200).rewind());
                    }))
                    .replace(first);
            await().until(() -> newHeard.contains("writable false"));
            for (int i = 0; i <= 200; i++) {
                assertThat(ByteBuffer.wrap(client.read().payload()).getInt()).isEqualTo(i);
            }
            caughtUp.join();
        }
    }

    @Test
    void clientThatClosesMeanwhileIsHeardByWhoeverHasTheWebSocket() throws Exception {
        CompletableFuture<Object> state = new CompletableFuture<>();
        Version first = first(() -> state);
        try (FrameClient client = connect()) {
            second().replace(first);
            await().until(() -> oldHeard.contains("asked"));
            client.text("last").frame(0x88, new byte[] {0x0F, (byte) 0xA1});
            state.complete("state");
            assertThat(client.read().text()).isEqualTo("new last");
            assertThat(client.readClose().closeCode()).isEqualTo(4001);
        }
        await().until(() -> newHeard.contains("end"));
        assertThat(newHeard).containsExactly("last", "close 4001", "end");
        assertThat(oldHeard).containsExactly("asked", "end");
    }

    @Test
    void oldVersionThatClosesMeanwhileKeepsTheWebSocket() throws Exception {
        CompletableFuture<Object> state = new CompletableFuture<>();
        Version first = first(() -> state);
        try (FrameClient client = connect()) {
            second().replace(first);
            await().until(() -> oldHeard.contains("asked"));
            opened.get().close(4000, "bye");
            state.complete("state");
            FrameClient.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(4000);
            client.frame(0x88, close.payload());
            await().until(() -> first.open() == 0);
        }
        assertThat(oldHeard).containsExactly("asked", "close 4000", "end");
        assertThat(resumed.get()).isNull();
    }

    @Test
    void connectionLostMeanwhileEndsWithTheOldVersion() throws Exception {
        CompletableFuture<Object> state = new CompletableFuture<>();
        Version first = first(() -> state);
        FrameClient client = connect();
        second().replace(first);
        await().until(() -> oldHeard.contains("asked"));
        client.socket.setSoLinger(true, 0);
        client.close();
        await().until(() -> {
            opened.get().send("anybody there?"); // nothing is read: only a write shows the loss
            return first.open() == 0;
        });
        state.complete("state");
        assertThat(oldHeard).containsExactly("asked", "close 1006", "end");
        assertThat(resumed.get()).isNull();
    }

    @Test
    void upgradesInARowEndAtTheNewestVersion() throws Exception {
        CompletableFuture<Object> state = new CompletableFuture<>();
        Version first = first(() -> state);
        try (FrameClient client = connect()) {
            AtomicReference<String> skipped = new AtomicReference<>();
            Version second = new Version(
                            host, "2", "/ws/{name}", resuming((socket, handed) -> skipped.set(handed.version())))
                    .replace(first);
            await().until(() -> oldHeard.contains("asked"));
            client.text("held");
            Version third = second("3").replace(second);
            second.retire().toCompletableFuture().join();
            state.complete("state");
            assertThat(client.read().text()).isEqualTo("new held");
            assertThat(third.open()).isEqualTo(1);
            assertThat(skipped.get()).isNull();
            assertThat(given.get().version()).isEqualTo("1");
        }
    }

    @Test
    void websocketWhoseNextVersionWasWithdrawnMeanwhileIsClosedPolitely() throws Exception {
        CompletableFuture<Object> state = new CompletableFuture<>();
        Version first = first(() -> state);
        try (FrameClient client = connect()) {
            Version second = second().replace(first);
            await().until(() -> oldHeard.contains("asked"));
            second.retire().toCompletableFuture().join();
            state.complete("state");
            FrameClient.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(1012);
            client.frame(0x88, close.payload());
            await().until(() -> oldHeard.contains("close 1012"));
            assertThat(resumed.get()).isNull();
        }
    }

    @Test
    void nothingOfTheOldVersionIsKeptByTheConnection() throws Exception {
        FrameClient client;
        WeakReference<Version> gone = new WeakReference<>(first(() -> "state"));
        WeakReference<Object> handler = new WeakReference<>(gone.get().endpoint);
        client = connect();
        WeakReference<WebSocket> view = new WeakReference<>(opened.get());
        WeakReference<Object> guest = new WeakReference<>(gone.get().guest);
        assertThat(client.text("1").read().text()).isEqualTo("old 1");
        Version second = second().replace(gone.get());
        await().until(() -> second.open() == 1);
        opened.set(null);
        await().untilAsserted(() -> {
            System.gc();
            assertThat(gone.get()).isNull();
            assertThat(handler.get()).isNull();
            assertThat(view.get()).isNull();
            assertThat(guest.get()).isNull();
        });
        assertThat(client.text("2").read().text()).isEqualTo("new 2");
        client.close();
    }

    /** The callable that each websocket of the first version hands over with. */
    private final AtomicReference<Callable<?>> handOver = new AtomicReference<>();

    private void handsOver(Callable<?> state) {
        handOver.set(state);
    }

    private Version first(Callable<?> state) {
        handsOver(state);
        return new Version(host, "1", "/ws/{name}", this::open).publish();
    }

    private Version second() {
        return second("2");
    }

    private Version second(String version) {
        return new Version(host, version, "/ws/{who}", resuming(this::resume));
    }

    private static WebSocketHandler resuming(WebSocketResumption resumption) {
        return WebSocketHandler.of(socket -> {}, resumption);
    }

    private void open(WebSocket socket) {
        receive(socket, "old ", oldHeard);
        Callable<?> state = handOver.get();
        if (state != null) {
            socket.onHandOver(() -> {
                Object value = state.call();
                if (value instanceof CompletableFuture) {
                    oldHeard.add("asked");
                }
                return value;
            });
        }
        opened.set(socket);
    }

    private void resume(WebSocket socket, HandedOver state) {
        given.set(state);
        receive(socket, "new ", newHeard);
        resumed.set(socket);
    }

    private static void receive(WebSocket socket, String prefix, Queue<String> heard) {
        socket.onText(text -> {
                    heard.add(text);
                    socket.send(prefix + text);
                })
                .onClose((Close close) -> heard.add("close " + close.code()));
        socket.onEnd(() -> heard.add("end"));
    }

    private FrameClient connect(String... headers) throws Exception {
        opened.set(null);
        FrameClient client = new FrameClient(host.connect(), "/ws/ada", headers);
        assertThat(client.status).isEqualTo(101);
        await().until(() -> opened.get() != null);
        return client;
    }
}
