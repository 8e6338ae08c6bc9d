package dev.hazir.host.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.port.DatagramHandler;
import dev.hazir.host.lifecycle.SystemTime;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class UdpPortTest {

    private final SystemTime time = new SystemTime();
    private final TestHost host = new TestHost(time);

    @AfterEach
    void stop() throws Exception {
        host.close();
        time.close();
    }

    @Test
    void datagramIsAnsweredFromTheSamePortAndTheBiggestFits() throws Exception {
        DeclaredUdpPort port = new DeclaredUdpPort("u", 0, datagram -> datagram.reply(datagram.data()));
        host.live("m", port);
        try (DatagramSocket client = client()) {
            for (int size : new int[] {0, 1, 3_000, 65_507}) {
                byte[] sent = "z".repeat(size).getBytes(StandardCharsets.UTF_8);
                send(client, port.number(), sent);
                DatagramPacket answer = receive(client);
                assertThat(answer.getLength()).isEqualTo(size);
                assertThat(answer.getPort()).isEqualTo(port.number());
            }
        }
    }

    @Test
    void everyDatagramIsGivenToExactlyOneVersionWhileVersionsAreSwapped() throws Exception {
        AtomicInteger handled = new AtomicInteger();
        PreparedPorts live = null;
        int sent = 0;
        try (DatagramSocket client = client()) {
            for (int version = 1; version <= 20; version++) {
                String name = "" + version;
                DeclaredUdpPort port = new DeclaredUdpPort("u", 0, datagram -> {
                    handled.incrementAndGet();
                    String text = StandardCharsets.UTF_8.decode(datagram.data()).toString();
                    datagram.reply(ByteBuffer.wrap((name + " " + text).getBytes(StandardCharsets.UTF_8)));
                });
                PreparedPorts next =
                        host.ports.prepare(host.guest("m", name), List.of(port), PortOverrides.none(), live);
                int number = next.slots().get(0).socket().number();
                send(client, number, bytes("" + ++sent)); // waits in the socket, or is the version's before
                next.publish();
                assertThat(text(receive(client)).split(" ")[1]).isEqualTo("" + sent);
                send(client, number, bytes("" + ++sent));
                assertThat(text(receive(client))).isEqualTo(name + " " + sent);
                if (live != null) {
                    live.drain(Duration.ZERO);
                    live.close();
                }
                live = next;
            }
        }
        assertThat(handled).hasValue(sent);
    }

    @Test
    void appletSendsByItselfOnceLiveAndNotMoreThanFits() throws Exception {
        DeclaredUdpPort port = new DeclaredUdpPort("u", 0, datagram -> {});
        InetSocketAddress to = new InetSocketAddress("127.0.0.1", 9);
        assertThatThrownBy(() -> port.send(to, ByteBuffer.allocate(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not live yet");
        PreparedPorts live = host.live("m", port);
        try (DatagramSocket client = client()) {
            InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), client.getLocalPort());
            port.send(here, ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)));
            assertThat(text(receive(client))).isEqualTo("hello");
        }
        assertThatThrownBy(() -> port.send(to, ByteBuffer.allocate(65_508)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65507");
        live.close();
        assertThatThrownBy(() -> port.send(to, ByteBuffer.allocate(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void handlerThatThrowsIsCountedAndThePortStaysOpen() throws Exception {
        DeclaredUdpPort port = new DeclaredUdpPort("u", 0, datagram -> {
            if (datagram.data().remaining() == 3) {
                throw new IllegalStateException("three is bad");
            }
            datagram.reply(datagram.data());
        });
        host.live("m", port);
        try (DatagramSocket client = client()) {
            send(client, port.number(), new byte[3]);
            send(client, port.number(), new byte[4]);
            assertThat(receive(client).getLength()).isEqualTo(4);
        }
        assertThat(host.ports.list().get(0).faults()).isEqualTo(1);
        assertThat(host.ports.list().get(0).lastFault()).contains("three is bad");
    }

    @Test
    void swapKeepsTheSocketAndNoDatagramIsLost() throws Exception {
        DeclaredUdpPort first = new DeclaredUdpPort("u", 0, answering("1"));
        PreparedPorts live = host.live("m", first);
        int number = first.number();
        try (DatagramSocket client = client()) {
            for (int version = 2; version < 20; version++) {
                PreparedPorts next = host.ports.prepare(
                        host.guest("m", "" + version),
                        List.of(new DeclaredUdpPort("u", 0, answering("" + version))),
                        PortOverrides.none(),
                        live);
                send(client, number, new byte[1]);
                next.publish();
                send(client, number, new byte[1]);
                assertThat(text(receive(client))).isIn("" + (version - 1), "" + version);
                assertThat(text(receive(client))).isEqualTo("" + version);
                live.close();
                live = next;
            }
        }
        await().until(() -> host.ports.list().size() == 1);
    }

    private static DatagramHandler answering(String version) {
        return datagram -> datagram.reply(ByteBuffer.wrap(version.getBytes(StandardCharsets.UTF_8)));
    }

    private static DatagramSocket client() throws Exception {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void send(DatagramSocket client, int port, byte[] bytes) throws Exception {
        client.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
    }

    private static DatagramPacket receive(DatagramSocket client) throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[1 << 16], 1 << 16);
        client.receive(packet);
        return packet;
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
