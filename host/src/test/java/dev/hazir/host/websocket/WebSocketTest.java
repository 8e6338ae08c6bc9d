package dev.hazir.host.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.loop.WebSocket;
import dev.hazir.applet.loop.WebSocket.Close;
import dev.hazir.host.LoopHost;
import dev.hazir.host.guest.LoopThread;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebSocketTest {

    private final AtomicReference<WebSocket> opened = new AtomicReference<>();
    private final Queue<Close> closes = new ConcurrentLinkedQueue<>();
    private LoopHost host;

    @BeforeEach
    void start() throws Exception {
        host = new LoopHost();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private void echo(WebSocket socket) {
        opened.set(socket);
        socket.onText(socket::send).onBinary(socket::send).onClose(closes::add);
    }

    /** Connects and waits until the applet has opened it: the client may know before the applet. */
    private FrameClient connect(String path, String... headers) throws Exception {
        opened.set(null);
        FrameClient client = new FrameClient(host.connect(), path, headers);
        assertThat(client.status).isEqualTo(101);
        await().until(() -> opened.get() != null);
        return client;
    }

    @Test
    void standardClientEchoesTextAndBinaryAndCloses() throws Exception {
        WebSocketEndpoint endpoint = host.websocket("/ws", this::echo);
        Queue<String> texts = new ConcurrentLinkedQueue<>();
        Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        java.net.http.WebSocket client = host.client
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + host.port + "/ws"), new java.net.http.WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(java.net.http.WebSocket socket, CharSequence data, boolean last) {
                        texts.add(data.toString());
                        socket.request(1);
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onBinary(java.net.http.WebSocket socket, ByteBuffer data, boolean last) {
                        sizes.add(data.remaining());
                        socket.request(1);
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onClose(java.net.http.WebSocket socket, int code, String reason) {
                        closed.complete(code);
                        return null;
                    }
                })
                .get();
        await().until(() -> endpoint.sockets().size() == 1);
        assertThat(endpoint.sockets().get(0).remote().getAddress().isLoopbackAddress())
                .isTrue();
        client.sendText("grüß ", false).get();
        client.sendText("dich", true).get();
        await().untilAsserted(() -> assertThat(texts).containsExactly("grüß dich"));
        client.sendBinary(ByteBuffer.allocate(100_000), true).get();
        await().untilAsserted(() ->
                assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100_000));
        client.sendClose(4711, "enough").get();

        assertThat(closed.get(30, TimeUnit.SECONDS)).isEqualTo(4711);
        await().untilAsserted(() -> assertThat(closes).containsExactly(new Close(4711, "enough")));
        await().until(() -> endpoint.sockets().size() == 0);
        assertThat(opened.get().ended()).isTrue();
        assertThat(host.guest.faults()).isZero();
    }

    @Test
    void handshakeIsAnsweredByTheBook() throws Exception {
        host.websocket("/ws", this::echo, route -> route.subprotocols("v2", "v1"));
        try (FrameClient client = connect("/ws", "Sec-WebSocket-Protocol: v1, v2")) {
            assertThat(client.headers)
                    .containsEntry("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                    .containsEntry("sec-websocket-protocol", "v2")
                    .containsEntry("upgrade", "websocket")
                    .doesNotContainKey("sec-websocket-extensions");
            assertThat(opened.get().subprotocol()).contains("v2");
            assertThat(opened.get().request().path()).isEqualTo("/ws");
        }
        HttpResponse<String> plain = host.get("/ws");
        assertThat(plain.statusCode()).isEqualTo(426);
        assertThat(plain.headers().firstValue("upgrade")).contains("websocket");
        try (FrameClient old = new FrameClient(8, "dGhlIHNhbXBsZSBub25jZQ==", host.connect(), "/ws")) {
            assertThat(old.status).isEqualTo(426);
            assertThat(old.headers).containsEntry("sec-websocket-version", "13");
        }
        try (FrameClient badKey = new FrameClient(13, "short", host.connect(), "/ws")) {
            assertThat(badKey.status).isEqualTo(400);
        }
        assertThat(host.send(host.request("/ws").POST(java.net.http.HttpRequest.BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void pagesOfOtherOriginsAreRefusedUnlessListed() throws Exception {
        host.websocket("/own", this::echo);
        host.websocket("/listed", this::echo, route -> route.origins("https://friend.example:8443"));
        host.websocket("/any", this::echo, route -> route.origins("*"));

        assertThat(status("/own", "http://127.0.0.1:" + host.port)).isEqualTo(101);
        assertThat(status("/own", "http://127.0.0.1:1")).isEqualTo(403);
        assertThat(status("/own", "null")).isEqualTo(403);
        assertThat(status("/own", "http://evil.example/127.0.0.1:" + host.port)).isEqualTo(403);
        assertThat(status("/listed", "https://friend.example:8443")).isEqualTo(101);
        assertThat(status("/listed", "https://friend.example")).isEqualTo(403);
        assertThat(status("/any", "https://anyone.example")).isEqualTo(101);
    }

    private int status(String path, String origin) throws Exception {
        try (FrameClient client = new FrameClient(host.connect(), path, "Origin: " + origin)) {
            return client.status;
        }
    }

    @Test
    void settingsStandWhenTheFirstClientHasCome() throws Exception {
        DeclaredWebSocket[] declared = new DeclaredWebSocket[1];
        host.websocket("/ws", this::echo, route -> declared[0] = route);
        declared[0].subprotocols("v1").instead();
        try (FrameClient client = connect("/ws", "Sec-WebSocket-Protocol: v1")) {
            assertThat(client.headers).containsEntry("sec-websocket-protocol", "v1");
        }
        assertThatThrownBy(() -> declared[0].maxMessage(1000))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("maxMessage of websocket /ws cannot change: it is live");
    }

    @Test
    void gateIsLeftWhenTheWebSocketIsOpen() throws Exception {
        WebSocketEndpoint endpoint = host.websocket("/ws", this::echo);
        try (FrameClient client = connect("/ws")) {
            await().until(() -> host.gate.inside() == 0);
            assertThat(endpoint.sockets().size()).isEqualTo(1);
            assertThat(client.text("still here").read().text()).isEqualTo("still here");
            assertThat(opened.get().request().ended()).isFalse();
        }
        await().until(() -> endpoint.sockets().size() == 0);
        assertThat(opened.get().request().ended()).isTrue();
    }

    @Test
    void framesBehindTheHandshakeAreNotLost() throws Exception {
        host.websocket("/ws", this::echo);
        try (var socket = host.connect()) {
            byte[] frame = FrameClient.masked(0x81, "early".getBytes(UTF_8));
            byte[] request = ("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n"
                            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                    .getBytes(UTF_8);
            byte[] both = Arrays.copyOf(request, request.length + frame.length);
            System.arraycopy(frame, 0, both, request.length, frame.length);
            socket.getOutputStream().write(both);
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("early") < 0) {
                int c = socket.getInputStream().read();
                assertThat(c).isNotNegative();
                answer.append((char) c);
            }
        }
    }

    @Test
    void pingsAreAnsweredAlsoBetweenFragments() throws Exception {
        host.websocket("/ws", this::echo);
        try (FrameClient client = connect("/ws")) {
            client.frame(FrameClient.TEXT, "frag".getBytes(UTF_8))
                    .frame(0x80 | FrameClient.PING, "p".getBytes(UTF_8))
                    .frame(FrameClient.CONTINUATION, "men".getBytes(UTF_8))
                    .frame(0x80, "ted".getBytes(UTF_8));
            FrameClient.Frame pong = client.read();
            assertThat(pong.opcode()).isEqualTo(FrameClient.PONG);
            assertThat(pong.text()).isEqualTo("p");
            assertThat(client.read().text()).isEqualTo("fragmented");
        }
    }

    @Test
    void applicationPingsAndHearsThePong() throws Exception {
        CompletableFuture<String> pong = new CompletableFuture<>();
        host.websocket("/ws", socket -> {
            opened.set(socket);
            socket.onPong(payload -> pong.complete(UTF_8.decode(payload).toString()));
            socket.ping(UTF_8.encode("there?"));
        });
        try (FrameClient client = connect("/ws")) {
            FrameClient.Frame ping = client.read();
            assertThat(ping.opcode()).isEqualTo(FrameClient.PING);
            client.frame(0x80 | FrameClient.PONG, ping.payload());
            assertThat(pong.get(30, TimeUnit.SECONDS)).isEqualTo("there?");
        }
    }

    @Test
    void violationsAreClosedWithTheirCode() throws Exception {
        host.websocket("/ws", this::echo, route -> route.maxMessage(1000));
        byte[] few = {1, 2, 3};
        byte[] badText = {(byte) 0xC3, (byte) 0x28};
        assertThat(closeAfter(client -> client.frame(0x80 | FrameClient.TEXT, badText)))
                .isEqualTo(1007);
        assertThat(closeAfter(client -> client.frame(FrameClient.TEXT, new byte[] {'a'})
                        .frame(FrameClient.CONTINUATION, new byte[] {(byte) 0xFF})))
                .isEqualTo(1007);
        assertThat(closeAfter(client -> client.frame(0x80 | 3, few))).isEqualTo(1002);
        assertThat(closeAfter(client -> client.frame(0xC0 | FrameClient.TEXT, few)))
                .isEqualTo(1002);
        assertThat(closeAfter(client -> client.frame(FrameClient.PING, few))).isEqualTo(1002);
        assertThat(closeAfter(client -> client.frame(0x80, few))).isEqualTo(1002);
        assertThat(closeAfter(client -> client.bytes(new byte[] {(byte) 0x81, 1, 'a'})))
                .isEqualTo(1002);
        assertThat(closeAfter(client -> client.frame(0x88, new byte[] {0}))).isEqualTo(1002);
        assertThat(closeAfter(client -> client.frame(0x88, new byte[] {3, (byte) 0xED})))
                .isEqualTo(1002);
        assertThat(closeAfter(client -> client.frame(0x89, new byte[126]))).isEqualTo(1002);
        assertThat(closeAfter(client -> client.frame(0x82, new byte[1001]))).isEqualTo(1009);
        assertThat(closeAfter(client -> client.frame(0x02, new byte[600]).frame(0x80, new byte[600])))
                .isEqualTo(1009);
        assertThat(closes).hasSize(12);
        assertThat(host.guest.faults()).isZero();
    }

    private interface Sending {
        void to(FrameClient client) throws Exception;
    }

    private int closeAfter(Sending sending) throws Exception {
        try (FrameClient client = connect("/ws")) {
            sending.to(client);
            return client.readClose().closeCode();
        }
    }

    @Test
    void messageOfTheGreatestSizeIsAccepted() throws Exception {
        host.websocket("/ws", this::echo, route -> route.maxMessage(70_000));
        try (FrameClient client = connect("/ws")) {
            assertThat(client.frame(0x82, new byte[70_000]).read().payload()).hasSize(70_000);
        }
    }

    @Test
    void clientsCloseIsAnsweredWithTheSameCode() throws Exception {
        host.websocket("/ws", this::echo);
        assertThat(closeAfter(client -> client.frame(0x88, new byte[] {0x0F, (byte) 0xA1, 'b', 'y', 'e'})))
                .isEqualTo(4001);
        assertThat(closeAfter(client -> client.frame(0x88, new byte[0]))).isEqualTo(1005);
        await().untilAsserted(() -> assertThat(closes).containsExactly(new Close(4001, "bye"), new Close(1005, "")));
    }

    @Test
    void appletsCloseComesAfterWhatItSent() throws Exception {
        host.websocket("/ws", socket -> {
            echo(socket);
            socket.send("last words");
            socket.close(4002, "später");
            socket.send("never");
        });
        try (FrameClient client = connect("/ws")) {
            assertThat(client.read().text()).isEqualTo("last words");
            FrameClient.Frame close = client.read();
            assertThat(close.closeCode()).isEqualTo(4002);
            assertThat(close.closeReason()).isEqualTo("später");
            assertThat(opened.get().ended()).isFalse();
            client.frame(0x88, close.payload());
            assertThat(client.socket.getInputStream().read()).isEqualTo(-1);
        }
        await().untilAsserted(() -> assertThat(closes).containsExactly(new Close(4002, "später")));
    }

    @Test
    void clientThatDoesNotAnswerACloseIsCutOff() throws Exception {
        WebSocketEndpoint endpoint = host.websocket("/ws", this::echo);
        try (FrameClient client = connect("/ws")) {
            opened.get().close();
            assertThat(client.read().closeCode()).isEqualTo(1000);
            assertThat(endpoint.sockets().size()).isEqualTo(1);
            host.settle(); // it waits for an answer from now on
            host.time.advance(Duration.ofSeconds(5));
            assertThat(client.socket.getInputStream().read()).isEqualTo(-1);
        }
        await().untilAsserted(() -> assertThat(closes).containsExactly(new Close(1000, "")));
    }

    @Test
    void codesThatMustNotBeSentAreRefused() throws Exception {
        host.websocket("/ws", this::echo);
        try (FrameClient client = connect("/ws")) {
            for (int code : List.of(999, 1002, 1004, 1005, 1006, 1015, 2999, 5000)) {
                assertThatThrownBy(() -> opened.get().close(code, ""))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("close code: " + code);
            }
            assertThatThrownBy(() -> opened.get().close(1000, "ü".repeat(62)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(client.text("open still").read().text()).isEqualTo("open still");
        }
    }

    @Test
    void lostConnectionIs1006AndScopeEndsAfterOnClose() throws Exception {
        Queue<String> order = new ConcurrentLinkedQueue<>();
        host.websocket("/ws", socket -> {
            opened.set(socket);
            socket.onEnd(() -> order.add("end on loop " + LoopThread.here()));
            socket.onClose(close -> order.add("close " + close.code()));
        });
        try (FrameClient client = connect("/ws")) {
            client.socket.setSoLinger(true, 0);
        }
        await().untilAsserted(() -> assertThat(order).containsExactly("close 1006", "end on loop true"));
        opened.get().send("nobody hears this");
        opened.get().close();
        opened.get().pause();
    }

    @Test
    void receiverThatThrowsClosesWith1011() throws Exception {
        host.websocket("/ws", socket -> {
            opened.set(socket);
            socket.onText(text -> {
                throw new IllegalStateException("not today");
            });
        });
        host.websocket("/opening", socket -> {
            opened.set(socket);
            throw new IllegalStateException("not at all");
        });
        assertThat(closeAfter(client -> client.text("x"))).isEqualTo(1011);
        try (FrameClient client = connect("/opening")) {
            assertThat(client.readClose().closeCode()).isEqualTo(1011);
        }
        assertThat(host.guest.faults()).isEqualTo(2);
    }

    @Test
    void silentConnectionIsPingedAndThenClosed() throws Exception {
        host.websocket("/ws", this::echo, route -> route.idleTimeout(Duration.ofSeconds(10)));
        try (FrameClient client = connect("/ws")) {
            client.text("hello");
            assertThat(client.read().text()).isEqualTo("hello");
            host.time.advance(Duration.ofSeconds(5)); // something had arrived
            await().until(() -> {
                host.time.advance(Duration.ofSeconds(5));
                return client.hasInput();
            });
            assertThat(client.read().opcode()).isEqualTo(FrameClient.PING);
            await().until(() -> {
                host.time.advance(Duration.ofSeconds(5));
                return client.hasInput();
            });
            FrameClient.Frame close = client.read();
            while (close.opcode() == FrameClient.PING) {
                close = client.read();
            }
            assertThat(close.closeCode()).isEqualTo(1001);
        }
    }

    @Test
    void pausedWebSocketIsNotReadUntilItIsResumed() throws Exception {
        Queue<String> received = new ConcurrentLinkedQueue<>();
        host.websocket("/ws", socket -> {
            opened.set(socket);
            socket.onText(text -> {
                received.add(text);
                if (text.equals("stop")) {
                    socket.pause();
                }
            });
        });
        try (FrameClient client = connect("/ws")) {
            client.text("one").text("stop").text("two").text("three");
            await().until(() -> received.contains("stop"));
            await().during(Duration.ofMillis(200)).until(() -> received.size() == 2);
            opened.get().resume();
            await().untilAsserted(() -> assertThat(received).containsExactly("one", "stop", "two", "three"));
        }
    }

    @Test
    void pausedWebSocketWhoseClientHasGoneIsNoticed() throws Exception {
        WebSocketEndpoint endpoint = host.websocket("/ws", socket -> {
            echo(socket);
            socket.pause();
        });
        try (FrameClient client = connect("/ws")) {
            client.text("never read");
        }
        await().until(() -> {
            host.time.advance(Duration.ofMinutes(3));
            return endpoint.sockets().size() == 0;
        });
        assertThat(closes).containsExactly(new Close(1006, ""));
    }

    @Test
    void pausedWebSocketSlowsTheClientDown() throws Exception {
        host.websocket("/ws", socket -> {
            opened.set(socket);
            socket.pause();
        });
        try (FrameClient client = connect("/ws")) {
            AtomicInteger written = new AtomicInteger();
            byte[] frame = FrameClient.masked(0x82, new byte[60_000]);
            Thread writer = new Thread(() -> {
                try {
                    for (int i = 0; i < 1000; i++) {
                        client.socket.getOutputStream().write(frame);
                        written.incrementAndGet();
                    }
                } catch (java.io.IOException e) {
                    written.addAndGet(10_000);
                }
            });
            writer.start();
            AtomicInteger before = new AtomicInteger(-1);
            await().pollInterval(Duration.ofMillis(300)).until(() -> {
                int now = written.get();
                return before.getAndSet(now) == now && now > 0;
            });
            assertThat(written.get()).isBetween(1, 500);
        }
    }

    @Test
    void slowClientIsNotWritableUntilItHasTakenEnough() throws Exception {
        AtomicInteger again = new AtomicInteger();
        host.websocket("/ws", socket -> {
            opened.set(socket);
            socket.onWritable(again::incrementAndGet);
        });
        try (FrameClient client = connect("/ws")) {
            ByteBuffer message = ByteBuffer.allocate(50_000);
            int due = 200; // more than the system takes of a client that does not read
            for (int i = 0; i < due; i++) {
                opened.get().send(message);
            }
            assertThat(opened.get().writable()).isFalse();
            for (int i = 0; i < due; i++) {
                assertThat(client.read().payload()).hasSize(50_000);
            }
            await().until(() -> again.get() > 0);
            assertThat(opened.get().writable()).isTrue();
        }
    }

    @Test
    void sendsOfAThreadArriveInOrder() throws Exception {
        host.websocket("/ws", this::echo);
        try (FrameClient client = connect("/ws")) {
            List<Thread> threads = List.of(sender("a"), sender("b"));
            threads.forEach(Thread::start);
            Map<String, Integer> next = new java.util.HashMap<>(Map.of("a", 0, "b", 0));
            for (int i = 0; i < 10_000; i++) {
                String text = client.read().text();
                String name = text.substring(0, 1);
                assertThat(Integer.parseInt(text.substring(1))).isEqualTo(next.get(name));
                next.merge(name, 1, Integer::sum);
            }
        }
    }

    private Thread sender(String name) {
        return new Thread(() -> {
            for (int i = 0; i < 5000; i++) {
                opened.get().send(name + i);
            }
        });
    }

    @Test
    void compressedMessagesGoBothWays() throws Exception {
        host.websocket("/ws", this::echo);
        try (FrameClient client =
                connect("/ws", "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")) {
            assertThat(client.headers.get("sec-websocket-extensions")).startsWith("permessage-deflate");
            String text = "all work and no play ".repeat(500);
            byte[] packed = deflate(text.getBytes(UTF_8));
            FrameClient.Frame answer = client.frame(0xC1, packed).read();
            assertThat(answer.first()).isEqualTo(0xC1);
            assertThat(answer.payload().length).isLessThan(1000);
            assertThat(inflate(answer.payload(), text.length())).isEqualTo(text);
            FrameClient.Frame small = client.text("small and not compressed").read();
            assertThat(small.first()).isEqualTo(0x81);
            assertThat(client.frame(0xC9, new byte[] {1}).readClose().closeCode())
                    .isEqualTo(1002);
        }
    }

    @Test
    void decompressionBombIsStoppedAtTheLimit() throws Exception {
        host.websocket("/ws", this::echo, route -> route.maxMessage(100_000));
        String deflate = "Sec-WebSocket-Extensions: permessage-deflate";
        byte[] bomb = deflate(new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(100_000);
        try (FrameClient client = connect("/ws", deflate)) {
            assertThat(client.frame(0xC2, bomb).readClose().closeCode()).isEqualTo(1009);
        }
        try (FrameClient client = connect("/ws", deflate)) {
            byte[] packed = deflate(new byte[180_000]);
            int half = packed.length / 2;
            client.frame(0x42, Arrays.copyOf(packed, half))
                    .frame(0x80, Arrays.copyOfRange(packed, half, packed.length));
            assertThat(client.readClose().closeCode()).isEqualTo(1009);
        }
        try (FrameClient client = connect("/ws", deflate)) {
            assertThat(client.frame(0xC2, new byte[] {7, 7, 7, 7, 7, 7})
                            .readClose()
                            .closeCode())
                    .isEqualTo(1007);
        }
        try (FrameClient client = connect("/ws", deflate)) {
            byte[] exact = deflate(new byte[100_000]);
            assertThat(inflate(client.frame(0xC2, exact).read().payload(), 100_000))
                    .hasSize(100_000);
        }
    }

    private static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(bytes);
        byte[] out = new byte[bytes.length / 2 + 100];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, length - 4);
    }

    private static String inflate(byte[] bytes, int length) throws Exception {
        Inflater inflater = new Inflater(true);
        byte[] tailed = Arrays.copyOf(bytes, bytes.length + 4);
        tailed[bytes.length + 2] = (byte) 0xFF;
        tailed[bytes.length + 3] = (byte) 0xFF;
        inflater.setInput(tailed);
        byte[] out = new byte[length];
        int count = inflater.inflate(out);
        inflater.end();
        return new String(out, 0, count, UTF_8);
    }

    @Test
    void allAreClosedSpreadOverTime() throws Exception {
        WebSocketEndpoint endpoint = host.websocket("/ws", this::echo);
        try (FrameClient one = connect("/ws");
                FrameClient two = connect("/ws");
                FrameClient three = connect("/ws")) {
            CompletableFuture<Void> closed = endpoint.closeAll(
                            new Close(1012, "a new version takes over"), Duration.ofSeconds(30))
                    .toCompletableFuture();
            List<FrameClient> clients = List.of(one, two, three);
            for (int already = 1; already <= 3; already++) {
                int expected = already;
                host.time.advance(Duration.ofSeconds(already == 1 ? 0 : 10));
                await().until(() -> {
                    for (FrameClient client : clients) {
                        if (client.hasInput()) {
                            FrameClient.Frame close = client.read();
                            assertThat(close.closeCode()).isEqualTo(1012);
                            client.frame(0x88, close.payload());
                        }
                    }
                    return endpoint.sockets().size() == 3 - expected;
                });
            }
            closed.get(30, TimeUnit.SECONDS);
        }
        assertThat(endpoint.closeAll(new Close(1001, ""), Duration.ZERO).toCompletableFuture())
                .isDone();
    }
}
