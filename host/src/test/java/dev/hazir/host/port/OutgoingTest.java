package dev.hazir.host.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.port.Framing;
import dev.hazir.applet.port.LineHandler;
import dev.hazir.applet.port.LineReceiver;
import dev.hazir.applet.port.Peer;
import dev.hazir.host.lifecycle.ManualTime;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class OutgoingTest {

    private final ManualTime time = new ManualTime();
    private final TestHost host = new TestHost(time);
    private final List<String> events = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void connectionIsMadeAgainWhenTheServerComesBack() throws Exception {
        int number;
        DeclaredOutgoing outgoing;
        try (ServerSocket server = server(0)) {
            number = server.getLocalPort();
            outgoing = lines("plc", "127.0.0.1:" + number);
            assertThat(outgoing.connected()).isFalse();
            host.live("m", outgoing);
            try (Socket device = server.accept()) {
                assertThat(reader(device).readLine()).isEqualTo("hello");
                device.getOutputStream().write("one\r\n".getBytes(StandardCharsets.UTF_8));
                await().until(() -> events.contains("one"));
                assertThat(outgoing.connected()).isTrue();
                assertThat(view().state()).isEqualTo("open");
                assertThat(host.ports.connections("m", "plc")).hasSize(1);
            }
        }
        await().until(() -> waitsForTheNextTry() && !outgoing.connected());
        assertThat(events).containsExactly("one", "closed");
        for (int attempt = 0; attempt < 4; attempt++) {
            assertThat(view().nextTry()).isAfter(time.clock().instant());
            assertThat(view().reason()).startsWith("Not connected: ");
            time.advance(Duration.between(time.clock().instant(), view().nextTry()));
            await().until(() -> time.waiting() == 1);
        }
        try (ServerSocket server = server(number)) {
            time.advance(Duration.ofSeconds(60));
            try (Socket device = server.accept()) {
                assertThat(reader(device).readLine()).isEqualTo("hello");
                await().until(() -> view().state().equals("open"));
            }
        }
    }

    @Test
    void unknownNameIsReportedAndTriedAgainWithoutHoldingTheLoop() throws Exception {
        host.live("m", lines("plc", "no-such-host.invalid:4711"));

        // Where no server of names answers, that takes its time.
        await().atMost(Duration.ofMinutes(2)).until(() -> view().state().equals("failed"));
        assertThat(view().reason()).contains("no-such-host.invalid").contains("unknown");
        assertThat(view().port()).isEqualTo(4711);
    }

    @Test
    void endOfTheDeploymentClosesTheConnectionAndTheAttempts() throws Exception {
        try (ServerSocket server = server(0)) {
            PreparedPorts ports =
                    host.live("m", lines("up", "127.0.0.1:" + server.getLocalPort()), lines("down", "127.0.0.1:1"));
            try (Socket device = server.accept()) {
                BufferedReader reader = reader(device);
                assertThat(reader.readLine()).isEqualTo("hello");
                await().until(() -> time.waiting() == 1);
                ports.close();
                assertThat(reader.readLine()).isNull();
            }
            assertThat(time.waiting()).isZero();
            assertThat(host.ports.list()).isEmpty();
        }
    }

    @Test
    void newVersionConnectsWhenTheOldOneHasLetGo() throws Exception {
        try (ServerSocket server = server(0)) {
            String address = "127.0.0.1:" + server.getLocalPort();
            PreparedPorts old = host.live("m", lines("plc", address));
            try (Socket first = server.accept()) {
                assertThat(reader(first).readLine()).isEqualTo("hello");
                PreparedPorts next = host.ports.prepare(
                        host.guest("m", "2.0.0"), List.of(lines("plc", address)), PortOverrides.none(), old);
                next.publish();
                assertThat(first.getInputStream().read()).isEqualTo(-1);
                first.close();
                try (Socket second = server.accept()) {
                    assertThat(reader(second).readLine()).isEqualTo("hello");
                }
            }
            old.close();
        }
    }

    @Test
    void openConnectionGoesOverAsItIsAndIsKeptByTheNewVersion() throws Exception {
        CompletableFuture<Object> state = new CompletableFuture<>();
        try (ServerSocket server = server(0)) {
            String address = "127.0.0.1:" + server.getLocalPort();
            DeclaredOutgoing first = versioned("1", address, state);
            PreparedPorts old = host.live("m", first);
            PreparedPorts middle;
            DeclaredOutgoing last = versioned("3", address, state);
            try (Socket device = server.accept()) {
                BufferedReader reader = reader(device);
                assertThat(reader.readLine()).isEqualTo("hello from 1");
                DeclaredOutgoing second = versioned("2", address, state);
                middle = replace(old, "2", second);
                var drained = old.drain(Duration.ofSeconds(60)).toCompletableFuture();
                PreparedPorts next = replace(middle, "3", last);
                middle.drain(Duration.ofSeconds(60));
                device.getOutputStream().write("x\n".getBytes(StandardCharsets.UTF_8));
                assertThat(drained).isNotDone();
                state.complete("state");
                assertThat(reader.readLine()).matches("[123] x, connected: true");
                assertThat(drained).succeedsWithin(Duration.ofSeconds(30));
                await().until(() -> !first.connected() && !second.connected() && last.connected());
                device.getOutputStream().write("y\n".getBytes(StandardCharsets.UTF_8));
                assertThat(reader.readLine()).isEqualTo("3 y, connected: true");
                old.close();
                middle.close();
                assertThat(next.holding()).hasSize(1);
                assertThat(view().state()).isEqualTo("open");
            }
            await().until(this::waitsForTheNextTry);
            time.advance(Duration.ofSeconds(60));
            try (Socket device = server.accept()) {
                assertThat(reader(device).readLine()).isEqualTo("hello from 3");
            }
        }
    }

    @Test
    void connectionThatLeadsElsewhereInTheNewVersionIsNotTakenOver() throws Exception {
        CompletableFuture<Object> state = CompletableFuture.completedFuture("state");
        try (ServerSocket server = server(0);
                ServerSocket other = server(0)) {
            PreparedPorts old = host.live("m", versioned("1", "127.0.0.1:" + server.getLocalPort(), state));
            try (Socket first = server.accept()) {
                assertThat(reader(first).readLine()).isEqualTo("hello from 1");
                replace(old, "2", versioned("2", "127.0.0.1:" + other.getLocalPort(), state));
                assertThat(first.getInputStream().read()).isEqualTo(-1);
            }
            try (Socket second = other.accept()) {
                assertThat(reader(second).readLine()).isEqualTo("hello from 2");
            }
        }
    }

    @Test
    void connectionThatIsLostWhileItIsHandedOverIsMadeAgainByTheNewVersionAlone() throws Exception {
        CompletableFuture<Object> never = new CompletableFuture<>();
        try (ServerSocket server = server(0)) {
            String address = "127.0.0.1:" + server.getLocalPort();
            DeclaredOutgoing first = versioned("1", address, never);
            PreparedPorts old = host.live("m", first);
            try (Socket device = server.accept()) {
                assertThat(reader(device).readLine()).isEqualTo("hello from 1");
                replace(old, "2", versioned("2", address, never));
                await().until(() -> time.waiting() == 1);
                device.setSoLinger(true, 0);
            }
            time.advance(Duration.ofSeconds(5));
            try (Socket device = server.accept()) {
                assertThat(reader(device).readLine()).isEqualTo("hello from 2");
            }
            assertThat(old.drain(Duration.ofSeconds(60)).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    private PreparedPorts replace(PreparedPorts old, String version, Declaration declared) throws Exception {
        PreparedPorts next = host.ports.prepare(host.guest("m", version), List.of(declared), PortOverrides.none(), old);
        next.publish();
        return next;
    }

    private static DeclaredOutgoing versioned(String name, String address, CompletableFuture<Object> state) {
        AtomicReference<DeclaredOutgoing> self = new AtomicReference<>();
        DeclaredOutgoing declared = DeclaredOutgoing.lines(
                "plc",
                address,
                new Framing.Lines(100),
                LineHandler.of(
                        peer -> {
                            peer.send("hello from " + name);
                            return answering(name, peer, true, state);
                        },
                        (peer, given) -> answering(
                                name, peer, self.get().connected(), CompletableFuture.completedFuture("on"))));
        self.set(declared);
        return declared;
    }

    private static LineReceiver answering(String name, Peer peer, boolean connected, CompletableFuture<Object> state) {
        return new LineReceiver() {
            @Override
            public void line(String line) {
                peer.send(name + " " + line + ", connected: " + connected);
            }

            @Override
            public Object handOver() {
                return state;
            }
        };
    }

    @Test
    void malformedAddressIsRefusedWithWhatIsExpected() {
        for (String address : List.of("host", "host:", ":1", "host:0", "host:70000", "::1:7", "[::1]", "a:b:1")) {
            assertThatThrownBy(() -> lines("x", address))
                    .as(address)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected: host:port");
        }
        assertThat(lines("x", "[::1]:7").address()).isEqualTo("[::1]:7");
    }

    @Test
    void pausesGrowToTheMostAndAreShortenedByChanceOnly() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));
        RandomGenerator never = fixed(0);
        RandomGenerator always = fixed(Math.nextDown(1.0));
        long[] expected = {1, 2, 4, 8, 16, 32, 60, 60};
        for (int failures = 1; failures <= expected.length; failures++) {
            Duration full = Duration.ofSeconds(expected[failures - 1]);
            assertThat(backoff.pause(failures, never)).isEqualTo(full);
            assertThat(backoff.pause(failures, always))
                    .isBetween(
                            full.multipliedBy(79).dividedBy(100),
                            full.multipliedBy(81).dividedBy(100));
        }
        assertThat(backoff.pause(1_000_000, never)).isEqualTo(Duration.ofSeconds(60));
    }

    private static RandomGenerator fixed(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }

    /** It is told as failed a moment before its timer runs. */
    private boolean waitsForTheNextTry() {
        return view().state().equals("failed") && time.waiting() == 1;
    }

    private PortView view() {
        return host.ports.list().get(0);
    }

    private DeclaredOutgoing lines(String name, String address) {
        return DeclaredOutgoing.lines(name, address, new Framing.Lines(100), this::opened);
    }

    private LineReceiver opened(Peer peer) {
        peer.send("hello");
        return new LineReceiver() {
            @Override
            public void line(String line) {
                events.add(line);
            }

            @Override
            public void closed() {
                events.add("closed");
            }
        };
    }

    private static ServerSocket server(int number) throws Exception {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.setSoTimeout(30_000);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
        return server;
    }

    private static BufferedReader reader(Socket socket) throws Exception {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }
}
