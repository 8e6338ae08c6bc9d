package dev.hazir.host.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.port.FrameHandler;
import dev.hazir.applet.port.FrameReceiver;
import dev.hazir.applet.port.Framing;
import dev.hazir.applet.port.LineReceiver;
import dev.hazir.applet.port.Peer;
import dev.hazir.applet.port.TooLongException;
import dev.hazir.host.lifecycle.SystemTime;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FramingTest {

    private static final byte[] ALL = bytes("one", "", "2", "the-last");

    private final SystemTime time = new SystemTime();
    private final TestHost host = new TestHost(time);
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws Exception {
        host.close();
        time.close();
    }

    @Test
    void linesAreTheSameHoweverTheyAreSplit() throws Exception {
        DeclaredPort port = DeclaredPort.lines("lines", 0, new Framing.Lines(9), peer -> line -> peer.send(line));
        host.live("a", port);
        String wire = "one\n\ntwo\r\nünf 567\r\n123456789\r\nend\n";
        String expected = "one||two|";
        byte[] bytes = wire.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            List<String> answers = new ArrayList<>();
            try (Client client = new Client(port.number())) {
                client.send(Arrays.copyOf(bytes, cut));
                client.send(Arrays.copyOfRange(bytes, cut, bytes.length));
                for (int i = 0; i < 6; i++) {
                    answers.add(client.line());
                }
            }
            assertThat(String.join("|", answers))
                    .as("cut at %d", cut)
                    .startsWith(expected)
                    .endsWith("|123456789|end");
        }
    }

    @Test
    void everyFramingDeliversWhatItSendsWhenItComesByteByByte() throws Exception {
        List<Framing> framings = List.of(
                Framing.lines(8),
                Framing.delimiter("--", 8),
                Framing.delimiter("é", 8),
                Framing.lengthPrefixed(1, 8),
                Framing.lengthPrefixed(2, 8),
                Framing.lengthPrefixed(4, 8),
                new Framing.LengthPrefixed(2, ByteOrder.LITTLE_ENDIAN, 8));
        for (Framing framing : framings) {
            DeclaredPort port = DeclaredPort.frames("echo", 0, framing, echo());
            PreparedPorts live = host.live("a", port);
            byte[] wire = wire(framing, "one", "", "2", "12345678");
            try (Client client = new Client(port.number())) {
                for (byte next : wire) {
                    client.send(next);
                }
                assertThat(client.bytes(wire.length))
                        .as("%s byte by byte", framing)
                        .isEqualTo(wire);
            }
            for (int cut = 0; cut <= wire.length; cut++) {
                try (Client client = new Client(port.number())) {
                    client.send(Arrays.copyOf(wire, cut));
                    client.send(Arrays.copyOfRange(wire, cut, wire.length));
                    assertThat(client.bytes(wire.length))
                            .as("%s cut at %d", framing, cut)
                            .isEqualTo(wire);
                }
            }
            live.close();
        }
        assertThat(received).contains("one", "", "2", "12345678");
    }

    @Test
    void fixedFramesAreCutAtTheirLength() throws Exception {
        DeclaredPort port = DeclaredPort.frames("fixed", 0, Framing.fixed(3), echo());
        host.live("a", port);
        try (Client client = new Client(port.number())) {
            client.send("ab").send("cde").send("f");
            assertThat(new String(client.bytes(6), StandardCharsets.UTF_8)).isEqualTo("abcdef");
        }
        assertThat(received).containsExactly("abc", "def");
    }

    @Test
    void rawBytesComeInPiecesOfAtMostTheMaximum() throws Exception {
        DeclaredPort port = DeclaredPort.frames("raw", 0, new Framing.Raw(5), echo());
        host.live("a", port);
        try (Client client = new Client(port.number())) {
            client.send(ALL);
            assertThat(client.bytes(ALL.length)).isEqualTo(ALL);
        }
        assertThat(received).allSatisfy(piece -> assertThat(piece.length()).isBetween(1, 5));
        assertThat(String.join("", received)).isEqualTo(new String(ALL, StandardCharsets.UTF_8));
    }

    @Test
    void tooLongMessageFailsTheReceiverAndClosesTheConnectionAfterItsAnswer() throws Exception {
        List<Framing> framings = List.of(Framing.lines(4), Framing.delimiter("--", 4), Framing.lengthPrefixed(2, 4));
        for (Framing framing : framings) {
            DeclaredPort port = DeclaredPort.frames("p", 0, framing, echo());
            PreparedPorts live = host.live("a", port);
            try (Client client = new Client(port.number())) {
                client.send(wire(framing, "1234")).send(wire(framing, "12345")).send(wire(framing, "more"));
                assertThat(client.rest().getBytes(StandardCharsets.UTF_8))
                        .as("%s", framing)
                        .isEqualTo(wire(framing, "1234", "long"));
            }
            await().until(() -> host.ports.list().get(0).connections() == 0);
            assertThat(host.ports.list().get(0).faults()).isEqualTo(1);
            live.close();
        }
        assertThat(failures)
                .hasSize(3)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                TooLongException.class,
                                e -> assertThat(e.maxBytes()).isEqualTo(4)));
        assertThat(received).doesNotContain("12345", "more");
    }

    @Test
    void endlessLineIsRefusedBeforeItFillsMemory() throws Exception {
        DeclaredPort port = DeclaredPort.lines("p", 0, new Framing.Lines(1_000), peer -> new LineReceiver() {
            @Override
            public void line(String line) {
                received.add(line);
            }

            @Override
            public void failed(Exception failure) {
                failures.add(failure);
            }
        });
        host.live("a", port);
        try (Client client = new Client(port.number())) {
            client.send("x".repeat(1_500));
            assertThat(client.rest()).isEmpty();
        }
        assertThat(failures).singleElement().isInstanceOf(TooLongException.class);
        assertThat(received).isEmpty();
    }

    @Test
    void messagesThatDoNotFitTheFramingAreRefusedAtTheSender() throws Exception {
        assertRefused(Framing.lines(8192), "two\nlines", "would arrive as several");
        assertRefused(Framing.lines(3), "four", "at most 3");
        assertRefused(Framing.delimiter("--", 20), "a--b", "would arrive as several");
        assertRefused(Framing.fixed(3), "ab", "exactly 3");
        assertRefused(Framing.lengthPrefixed(1, 1_000), "x".repeat(256), "at most 255");
    }

    private void assertRefused(Framing framing, String message, String sentence) throws Exception {
        List<Peer> peers = new CopyOnWriteArrayList<>();
        DeclaredPort port = DeclaredPort.frames("p", 0, framing, peer -> {
            peers.add(peer);
            return frame -> {};
        });
        PreparedPorts live = host.live("a", port);
        try (Client client = new Client(port.number())) {
            await().until(() -> !peers.isEmpty());
            assertThatThrownBy(() -> peers.get(0).send(message))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(sentence);
            peers.get(0).close();
            assertThat(client.rest()).isEmpty();
        }
        live.close();
    }

    private FrameHandler echo() {
        return peer -> new FrameReceiver() {
            @Override
            public void frame(ByteBuffer frame) {
                received.add(StandardCharsets.UTF_8.decode(frame.duplicate()).toString());
                peer.send(frame);
            }

            @Override
            public void failed(Exception failure) {
                failures.add(failure);
                peer.send("long");
            }
        };
    }

    private static byte[] wire(Framing framing, String... messages) {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (String message : messages) {
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            if (framing instanceof Framing.LengthPrefixed prefixed) {
                int size = prefixed.lengthBytes();
                ByteBuffer length = ByteBuffer.allocate(8).order(prefixed.order());
                length.putLong(0, bytes.length);
                wire.write(length.array(), prefixed.order() == ByteOrder.BIG_ENDIAN ? 8 - size : 0, size);
                wire.writeBytes(bytes);
            } else {
                wire.writeBytes(bytes);
                wire.writeBytes(framing instanceof Framing.Delimiter delimiter ? delimiter.bytes() : new byte[] {'\n'});
            }
        }
        return wire.toByteArray();
    }

    private static byte[] bytes(String... parts) {
        return String.join("/", parts).getBytes(StandardCharsets.UTF_8);
    }
}
