package dev.hazir.host.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.loop.WebSocket;
import dev.hazir.applet.topic.Topic;
import dev.hazir.host.LoopHost;
import dev.hazir.host.topic.Topics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One message to many websockets, which share its encoding and its frame. */
class BroadcastTest {

    private static final int CLIENTS = 20;
    private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";

    /** Counts how often it is encoded. */
    public static final class Message {
        static final AtomicInteger ENCODINGS = new AtomicInteger();
        private final String text;

        Message(String text) {
            this.text = text;
        }

        public String getText() {
            ENCODINGS.incrementAndGet();
            return text;
        }
    }

    private final Queue<WebSocket> opened = new ConcurrentLinkedQueue<>();
    private final List<FrameClient> clients = new ArrayList<>();
    private LoopHost host;

    @BeforeEach
    void start() throws Exception {
        host = new LoopHost();
        Message.ENCODINGS.set(0);
    }

    @AfterEach
    void stop() throws Exception {
        for (FrameClient client : clients) {
            client.close();
        }
        host.close();
    }

    @Test
    void messageOfATopicIsEncodedOnceAndArrivesEverywhereInOrder() throws Exception {
        try (Topics topics = new Topics(host.guest, host.time)) {
            Topic<Message> topic = topics.topic("news", Message.class);
            host.websocket("/ws", socket -> {
                topic.subscribe(socket, socket::sendJson);
                opened.add(socket);
            });
            connect(CLIENTS);
            String longer = "x".repeat(70_000);
            for (int i = 0; i < 50; i++) {
                topic.publish(new Message("m" + i));
            }
            topic.publish(new Message("y".repeat(200)));
            topic.publish(new Message(longer));
            for (FrameClient client : clients) {
                for (int i = 0; i < 50; i++) {
                    assertThat(client.read().text()).isEqualTo("{\"text\":\"m" + i + "\"}");
                }
                assertThat(client.read().text()).isEqualTo("{\"text\":\"" + "y".repeat(200) + "\"}");
                assertThat(client.read().text()).isEqualTo("{\"text\":\"" + longer + "\"}");
            }
            // Both loops may begin with the same message at the same time.
            assertThat(Message.ENCODINGS.get()).isBetween(52, 104);
        }
    }

    @Test
    void valueThatChangesBetweenTwoSendsIsEncodedEachTime() throws Exception {
        host.websocket("/ws", socket -> {
            List<Integer> list = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                list.add(i);
                socket.sendJson(list);
            }
            opened.add(socket);
        });
        connect(1);
        assertThat(clients.get(0).read().text()).isEqualTo("[0]");
        assertThat(clients.get(0).read().text()).isEqualTo("[0,1]");
        assertThat(clients.get(0).read().text()).isEqualTo("[0,1,2]");
    }

    @Test
    void eachGetsItsOwnOfTheMessagesThatAreSentTogether() throws Exception {
        host.websocket("/ws", opened::add);
        connect(CLIENTS);
        List<ByteBuffer> messages = List.of(bytes("a"), bytes("b"), bytes("c"), bytes("d".repeat(40_000)), bytes("e"));
        int number = 0;
        for (WebSocket socket : opened) {
            int left = number++ % messages.size();
            for (int i = 0; i < messages.size(); i++) {
                if (i != left) {
                    socket.send(messages.get(i));
                }
            }
            socket.send("without " + left);
        }
        for (FrameClient client : clients) {
            StringBuilder got = new StringBuilder();
            String last = client.read().text();
            while (!last.startsWith("without ")) {
                got.append(last.charAt(0));
                last = client.read().text();
            }
            String missing = String.valueOf((char) ('a' + Integer.parseInt(last.substring("without ".length()))));
            assertThat(got).hasToString("abcde".replace(missing, ""));
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    @Test
    void partsOfOneBufferAndTextsAmongThemAreNotMixedUp() throws Exception {
        host.websocket("/ws", opened::add);
        connect(3);
        ByteBuffer whole = ByteBuffer.wrap("abcdefgh".getBytes(UTF_8));
        for (WebSocket socket : opened) {
            socket.send(whole.slice(0, 4));
            socket.send(whole.slice(4, 4));
            socket.send("text");
            socket.send(whole);
            socket.send(ByteBuffer.allocateDirect(2).put(0, (byte) 'd'));
        }
        for (FrameClient client : clients) {
            assertThat(client.read().text()).isEqualTo("abcd");
            assertThat(client.read().text()).isEqualTo("efgh");
            FrameClient.Frame text = client.read();
            assertThat(text.opcode()).isEqualTo(FrameClient.TEXT);
            assertThat(text.text()).isEqualTo("text");
            assertThat(client.read().text()).isEqualTo("abcdefgh");
            assertThat(client.read().payload()).containsExactly('d', 0);
        }
    }

    @Test
    void compressedAndPlainWebSocketsHearTheSame() throws Exception {
        host.websocket("/ws", opened::add);
        connect(1);
        connect(1, DEFLATE);
        String small = "small";
        String large = "large ".repeat(100);
        opened.forEach(socket -> {
            socket.send(small);
            socket.send(large);
            socket.send(small);
        });
        assertThat(clients.get(0).read().text()).isEqualTo(small);
        assertThat(clients.get(0).read().text()).isEqualTo(large);
        assertThat(clients.get(0).read().text()).isEqualTo(small);
        try (DeflatedMessages messages = new DeflatedMessages()) {
            assertThat(clients.get(1).read().text()).isEqualTo(small);
            assertThat(messages.unpacked(clients.get(1).read())).isEqualTo(large);
            assertThat(clients.get(1).read().text()).isEqualTo(small);
        }
    }

    private void connect(int count, String... headers) throws Exception {
        int before = opened.size();
        for (int i = 0; i < count; i++) {
            clients.add(new FrameClient(host.connect(), "/ws", headers));
        }
        await().until(() -> opened.size() == before + count);
    }
}
