package dev.hazir.host.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.netty.NettyProtocol;
import dev.hazir.applet.port.FrameHandler;
import dev.hazir.applet.port.FrameReceiver;
import dev.hazir.applet.port.Framing;
import dev.hazir.applet.port.LineHandler;
import dev.hazir.applet.port.LineReceiver;
import dev.hazir.applet.port.Peer;
import dev.hazir.host.lifecycle.ManualTime;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.FixedLengthFrameDecoder;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ConnectionTest {

    private static final Framing.Lines LINES = new Framing.Lines(8_192);

    private final ManualTime time = new ManualTime();
    private final TestHost host = new TestHost(time);
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Peer> peers = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void halfClosedClientGetsAllAnswers() throws Exception {
        DeclaredPort port = live(peer -> line -> peer.send("re " + line));
        try (Client client = new Client(port.number())) {
            StringBuilder wire = new StringBuilder();
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 20_000; i++) {
                wire.append(i).append('\n');
                expected.append("re ").append(i).append('\n');
            }
            Thread sender = new Thread(() -> {
                try {
                    client.send(wire.toString()).socket.shutdownOutput();
                } catch (IOException e) {
                    events.add(e.toString());
                }
            });
            sender.start();
            assertThat(client.rest()).isEqualTo(expected.toString());
        }
        assertThat(events).isEmpty();
    }

    @Test
    void portCountsWhatWentOverItsConnectionsAlsoThoseThatHaveEnded() throws Exception {
        DeclaredPort port = live(peer -> line -> peer.send("re " + line));
        for (int i = 0; i < 2; i++) {
            try (Client client = new Client(port.number())) {
                client.send("one\n");
                assertThat(client.line()).isEqualTo("re one");
            }
        }
        await().until(() -> host.ports.list().get(0).connections() == 0);
        try (Client client = new Client(port.number())) {
            client.send("one\n");
            client.line();
            PortView view = host.ports.list().get(0);

            assertThat(view.inMessages()).isEqualTo(3);
            assertThat(view.inBytes()).isEqualTo(3 * "one\n".length());
            assertThat(view.outMessages()).isEqualTo(3);
            assertThat(view.outBytes()).isEqualTo(3 * "re one\n".length());
            assertThat(view.unsentBytes()).isZero();
        }
    }

    @Test
    void resetConnectionEndsItsScopeAndTellsTheReceiverOnce() throws Exception {
        DeclaredPort port = live(recorder());
        Client client = new Client(port.number());
        client.send("hello\n");
        await().until(() -> events.contains("line hello"));
        peers.get(0).onEnd(() -> events.add("scope ended"));
        client.socket.setSoLinger(true, 0);
        client.close();

        await().untilAsserted(() -> assertThat(events).containsExactly("line hello", "closed", "scope ended"));
        assertThat(peers.get(0).ended()).isTrue();
        await().until(() -> host.ports.list().get(0).connections() == 0);
        assertThat(host.ports.list().get(0).faults()).isZero();
    }

    @Test
    void peerThatDoesNotReadIsCutOffBeforeItFillsMemory() throws Exception {
        String big = "x".repeat(8_000);
        AtomicLong most = new AtomicLong();
        DeclaredPort port = live(peer -> {
            peers.add(peer);
            return recordingReceiver();
        });
        try (Client client = new Client(port.number())) {
            client.socket.setReceiveBufferSize(4_096);
            await().until(() -> !peers.isEmpty());
            for (int i = 0; i < 20_000 && !peers.get(0).ended(); i++) {
                peers.get(0).send(big);
                host.ports.connections("a", "p").forEach(view -> most.accumulateAndGet(view.pendingBytes(), Math::max));
            }
            await().until(() -> events.contains("closed"));
        }
        assertThat(most.get()).isBetween(Outbox.BOUND / 2, Outbox.BOUND + 100_000);
        assertThat(host.ports.list().get(0).lastFault()).contains("does not read");
    }

    @Test
    void senderThatHeedsWritableNeverHasMuchWaitingAndLosesNothing() throws Exception {
        int total = 20_000;
        AtomicInteger sent = new AtomicInteger();
        AtomicLong most = new AtomicLong();
        DeclaredPort port = live(peer -> {
            Runnable pump = () -> {
                while (sent.get() < total && peer.writable()) {
                    peer.send(sent.getAndIncrement() + " " + "y".repeat(1_000));
                    host.ports
                            .connections("a", "p")
                            .forEach(view -> most.accumulateAndGet(view.pendingBytes(), Math::max));
                }
                if (sent.get() == total) {
                    peer.close();
                }
            };
            peer.onWritable(pump);
            pump.run();
            return line -> {};
        });
        try (Client client = new Client(port.number())) {
            await().during(Duration.ofMillis(200)).until(() -> sent.get() < total);
            String[] lines = client.rest().split("\n", -1);
            assertThat(lines).hasSize(total + 1);
            assertThat(IntStream.range(0, total).filter(i -> !lines[i].startsWith(i + " ")))
                    .isEmpty();
        }
        assertThat(most.get()).isLessThan(128 << 10);
    }

    @Test
    void pausedPeerGetsNotOneFurtherMessageAndSlowsTheClientDown() throws Exception {
        DeclaredPort port = live(peer -> {
            peers.add(peer);
            return line -> {
                events.add(line);
                if (line.equals("0")) {
                    peer.pause();
                }
            };
        });
        try (Client client = new Client(port.number())) {
            client.send("0\n1\n2\n");
            await().until(() -> events.contains("0"));
            await().during(Duration.ofMillis(150)).until(() -> events.equals(List.of("0")));
            AtomicInteger sent = new AtomicInteger(3);
            int total = 30_000;
            Thread sender = new Thread(() -> {
                try {
                    while (sent.get() < total) {
                        client.send(sent.get() + "z".repeat(500) + "\n");
                        sent.incrementAndGet();
                    }
                } catch (IOException e) {
                    events.add(e.toString());
                }
            });
            sender.start();
            await().during(Duration.ofMillis(300)).until(() -> sent.get() < total);
            peers.get(0).resume();
            await().until(() -> events.size() == total);
            sender.join();
        }
        assertThat(IntStream.range(0, events.size()).filter(i -> !events.get(i).startsWith("" + i)))
                .isEmpty();
    }

    @Test
    void twoHundredConnectionsAreServedTogether() throws Exception {
        DeclaredPort port = live(peer -> line -> peer.send(line + "!"));
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            clients.add(new Client(port.number()));
        }
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < clients.size(); i++) {
                clients.get(i).send(i + "/" + round + "\n");
            }
            for (int i = 0; i < clients.size(); i++) {
                assertThat(clients.get(i).line()).isEqualTo(i + "/" + round + "!");
            }
        }
        assertThat(host.ports.connections("a", "p")).hasSize(200).allSatisfy(view -> {
            assertThat(view.inMessages()).isEqualTo(5);
            assertThat(view.outMessages()).isEqualTo(5);
            assertThat(view.remote()).startsWith("127.0.0.1:");
            assertThat(view.inBytes()).isBetween(20L, 35L);
        });
        for (Client client : clients) {
            client.close();
        }
        await().until(() -> host.ports.list().get(0).connections() == 0);
    }

    @Test
    void oneConnectionTooManyIsClosedAtOnceAndThereIsRoomAgainWhenOneLeaves() throws Exception {
        DeclaredPort port = DeclaredPort.lines("p", 0, LINES, peer -> line -> peer.send(line));
        port.maxConnections(2);
        host.live("a", port);
        try (Client first = new Client(port.number());
                Client second = new Client(port.number())) {
            assertThat(first.send("1\n").line()).isEqualTo("1");
            assertThat(second.send("2\n").line()).isEqualTo("2");
            try (Client third = new Client(port.number())) {
                assertThat(third.line()).isNull();
            }
            assertThat(second.send("2\n").line()).isEqualTo("2");
        }
        await().until(() -> host.ports.list().get(0).connections() == 0);
        try (Client again = new Client(port.number())) {
            assertThat(again.send("3\n").line()).isEqualTo("3");
        }
        assertThat(host.ports.list().get(0).lastFault()).contains("more than 2 connections");
    }

    @Test
    void receiverThatThrowsMayAnswerOnceMoreAndItsConnectionIsClosed() throws Exception {
        DeclaredPort port = live(peer -> new LineReceiver() {
            @Override
            public void line(String line) {
                if (line.equals("bad")) {
                    throw new IllegalArgumentException("no number");
                }
                peer.send("ok");
            }

            @Override
            public void failed(Exception failure) {
                peer.send("ERR " + failure.getMessage());
            }

            @Override
            public void closed() {
                events.add("closed");
            }
        });
        try (Client bad = new Client(port.number());
                Client good = new Client(port.number())) {
            bad.send("1\nbad\n2\n3\n");
            assertThat(bad.rest()).isEqualTo("ok\nERR no number\n");
            assertThat(good.send("1\n").line()).isEqualTo("ok");
        }
        await().until(() -> events.size() == 2);
        PortView view = host.ports.list().get(0);
        assertThat(view.faults()).isEqualTo(1);
        assertThat(view.lastFault())
                .startsWith("line on port p from /127.0.0.1")
                .contains("no number");
    }

    @Test
    void handlerThatThrowsWhenOpenedCostsOnlyThatConnection() throws Exception {
        DeclaredPort port = live(peer -> {
            throw new IOException("not today");
        });
        try (Client client = new Client(port.number())) {
            client.send("x\n");
            assertThat(client.line()).isNull();
        }
        assertThat(host.ports.list().get(0).lastFault()).contains("not today");
    }

    @Test
    void sendsFromManyThreadsKeepTheOrderOfEach() throws Exception {
        DeclaredPort port = live(recorder());
        try (Client client = new Client(port.number())) {
            await().until(() -> !peers.isEmpty());
            CountDownLatch start = new CountDownLatch(1);
            for (int t = 0; t < 4; t++) {
                String name = "t" + t;
                host.workers.execute(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    for (int i = 0; i < 2_000; i++) {
                        peers.get(0).send(name + " " + i);
                    }
                });
            }
            start.countDown();
            int[] next = new int[4];
            for (int i = 0; i < 8_000; i++) {
                String line = client.line();
                int thread = line.charAt(1) - '0';
                assertThat(line).isEqualTo("t" + thread + " " + next[thread]++);
            }
        }
    }

    @Test
    void silentConnectionIsClosedAfterTheIdleTimeoutOnly() throws Exception {
        DeclaredPort port = DeclaredPort.lines("p", 0, LINES, recorder());
        port.idleTimeout(Duration.ofSeconds(10));
        host.live("a", port);
        try (Client client = new Client(port.number())) {
            await().until(() -> time.waiting() == 1);
            time.advance(Duration.ofSeconds(9));
            client.send("still here\n");
            await().until(() -> events.contains("line still here"));
            time.advance(Duration.ofSeconds(9));
            client.socket.setSoTimeout(200);
            assertThatThrownBy(client::line).isInstanceOf(SocketTimeoutException.class);
            client.socket.setSoTimeout(Client.PATIENCE_MILLIS);
            time.advance(Duration.ofSeconds(2));
            assertThat(client.line()).isNull();
        }
        await().untilAsserted(() -> assertThat(time.waiting()).isZero());
    }

    @Test
    void sendAfterTheEndIsDroppedAndSettingsOfALivePortAreRefused() throws Exception {
        DeclaredPort port = live(recorder());
        try (Client client = new Client(port.number())) {
            await().until(() -> !peers.isEmpty());
            peers.get(0).send("last");
            peers.get(0).close();
            peers.get(0).send("too late");
            assertThat(client.rest()).isEqualTo("last\n");
        }
        assertThatThrownBy(() -> port.maxConnections(3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("port 'p' is live: its number of connections can only be set in setup");
    }

    @Test
    void closedPortListensNoMoreAndClosesItsConnections() throws Exception {
        DeclaredPort port = live(recorder());
        try (Client client = new Client(port.number())) {
            await().until(() -> !peers.isEmpty());
            port.close();
            assertThat(client.line()).isNull();
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> new Client(port.number()).close()).isInstanceOf(IOException.class));
        }
        assertThat(host.ports.list()).extracting(PortView::state).containsExactly("closed");
    }

    @Test
    void portThatIsClosedBeforeItIsPublishedNeverListens() throws Exception {
        DeclaredPort port = DeclaredPort.lines("p", 0, LINES, recorder());
        PreparedPorts prepared =
                host.ports.prepare(host.guest("a", "1.0.0"), List.of(port), PortOverrides.none(), null);
        port.close();
        prepared.publish();
        await().untilAsserted(() ->
                assertThatThrownBy(() -> new Client(port.number()).close()).isInstanceOf(IOException.class));
        assertThat(host.ports.list()).extracting(PortView::state).containsExactly("closed");
    }

    @Test
    void codecBeforeTheHostsHandlersIsRefused() throws Exception {
        DeclaredPort port = DeclaredPort.frames("p", 0, new Framing.Raw(100), new IntrudingProtocol());
        host.live("a", port);
        try (Client client = new Client(port.number())) {
            assertThat(client.line()).isNull();
        }
        assertThat(host.ports.list().get(0).lastFault()).contains("expected: added with addLast");
    }

    @Test
    void portThatCannotAcceptSaysSoAndRecovers() throws Exception {
        DeclaredPort port = live(peer -> line -> peer.send(line));
        PreparedPorts deployment = host.live("b", DeclaredPort.lines("q", 0, LINES, peer -> line -> peer.send(line)));
        BoundSocket socket = deployment.slots().get(0).socket();

        socket.channel().pipeline().fireExceptionCaught(new IOException("Too many open files"));

        await().untilAsserted(() -> assertThat(host.ports.list())
                .filteredOn(view -> view.name().equals("q"))
                .allSatisfy(view -> {
                    assertThat(view.state()).isEqualTo("failed");
                    assertThat(view.reason()).contains("Too many open files");
                }));
        try (Client client = new Client(socket.number());
                Client other = new Client(port.number())) {
            assertThat(other.send("unaffected\n").line()).isEqualTo("unaffected");
            assertThat(client.send("hello\n").line()).isEqualTo("hello");
        }
        assertThat(host.ports.list()).extracting(PortView::state).containsOnly("open");
    }

    @Test
    void protocolAppletBringsItsOwnCodecs() throws Exception {
        DeclaredPort port = DeclaredPort.frames("p", 0, new Framing.Raw(1 << 16), new TwoByteProtocol());
        host.live("a", port);
        try (Client client = new Client(port.number())) {
            client.send("abcd");
            assertThat(new String(client.bytes(6), StandardCharsets.UTF_8)).isEqualTo("ab;cd;");
        }
    }

    private DeclaredPort live(LineHandler handler) throws Exception {
        DeclaredPort port = DeclaredPort.lines("p", 0, LINES, handler);
        host.live("a", port);
        return port;
    }

    private LineHandler recorder() {
        return peer -> {
            peers.add(peer);
            return recordingReceiver();
        };
    }

    private LineReceiver recordingReceiver() {
        return new LineReceiver() {
            @Override
            public void line(String line) {
                events.add("line " + line);
            }

            @Override
            public void closed() {
                events.add("closed");
            }
        };
    }

    /** Puts itself where only the host may stand. */
    private static final class IntrudingProtocol implements FrameHandler, NettyProtocol {
        @Override
        public void addCodecs(ChannelPipeline pipeline) {
            pipeline.addFirst(new FixedLengthFrameDecoder(2));
        }

        @Override
        public FrameReceiver opened(Peer peer) {
            return frame -> {};
        }
    }

    /** Frames of two bytes, by a decoder of the library. */
    private static final class TwoByteProtocol implements FrameHandler, NettyProtocol {
        @Override
        public void addCodecs(ChannelPipeline pipeline) {
            pipeline.addLast(new FixedLengthFrameDecoder(2));
        }

        @Override
        public FrameReceiver opened(Peer peer) {
            return frame -> {
                ByteBuffer answer = ByteBuffer.allocate(3).put(frame).put((byte) ';');
                peer.send(answer.flip());
            };
        }
    }
}
