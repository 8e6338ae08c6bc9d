package dev.hazir.host.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.AtUpgrade;
import dev.hazir.applet.port.FrameHandler;
import dev.hazir.applet.port.Framing;
import dev.hazir.applet.port.LineHandler;
import dev.hazir.applet.port.LineReceiver;
import dev.hazir.applet.port.Peer;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.lifecycle.ManualTime;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class HandOverTest {

    private static final Framing.Lines LINES = new Framing.Lines(100);

    record Count(int count) {}

    /** What a version of the applet under test does; each test changes what it is about. */
    private final class Version {
        final String name;
        Framing.Lines framing = LINES;
        Consumer<Peer> begin = peer -> {};
        Answer answer;

        @Nullable
        Giving giving = (peer, count) -> new Count(count);

        boolean resumes = true;

        Version(String name) {
            this.name = name;
            this.answer = (peer, line, count) -> peer.send(name + " " + line + " " + count);
        }

        DeclaredPort port() {
            LineHandler handler = peer -> receiver(peer, 0);
            return DeclaredPort.lines(
                    "devices",
                    0,
                    framing,
                    resumes
                            ? LineHandler.of(
                                    handler,
                                    (peer, state) ->
                                            receiver(peer, state.as(Count.class).count()))
                            : handler);
        }

        private LineReceiver receiver(Peer peer, int from) {
            peers.add(peer);
            begin.accept(peer);
            AtomicInteger count = new AtomicInteger(from);
            return new LineReceiver() {
                @Override
                public void line(String line) {
                    answer.answer(peer, line, count.incrementAndGet());
                }

                @Override
                public void closed() {
                    events.add(name + " closed");
                }

                @Override
                public @Nullable Object handOver() throws Exception {
                    events.add(name + " asked");
                    return giving == null ? null : giving.give(peer, count.get());
                }
            };
        }
    }

    private interface Answer {
        void answer(Peer peer, String line, int count);
    }

    private interface Giving {
        @Nullable
        Object give(Peer peer, int count) throws Exception;
    }

    private final ManualTime time = new ManualTime();
    private final TestHost host = new TestHost(time);
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final Version one = new Version("1");
    private final Version two = new Version("2");

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void connectionGoesOnInTheNextVersionWithItsStateAndItsCutLine() throws Exception {
        PreparedPorts live = swap(null, one);
        try (Client client = new Client(number())) {
            assertThat(client.send("a\nb\n").line()).isEqualTo("1 a 1");
            assertThat(client.line()).isEqualTo("1 b 2");
            client.send("c, first ha");
            await().until(() -> views().anyMatch(view -> view.inBytes() == 15));
            PreparedPorts next = swap(live, two);
            awaitVersion("2");
            assertThat(client.send("lf\nd\n").line()).isEqualTo("2 c, first half 3");
            assertThat(client.line()).isEqualTo("2 d 4");

            assertThat(events).containsExactly("1 asked");
            assertThat(peers.get(0).ended()).isTrue();
            peers.get(0).send("from the grave");
            peers.get(0).pause();
            peers.get(0).close();
            assertThat(client.send("e\n").line()).isEqualTo("2 e 5");
            assertThat(live.drain(Duration.ofSeconds(30)).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
            live.close();
            assertThat(client.send("f\n").line()).isEqualTo("2 f 6");
            assertThat(host.ports.list())
                    .extracting(PortView::version, PortView::state, PortView::connections)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("2", "open", 1L));
            next.drain(Duration.ofSeconds(30));
        }
    }

    @Test
    void answersThatAreUnderWayGoOutBeforeTheNextVersionIsAsked() throws Exception {
        CompletableFuture<Object> answered = new CompletableFuture<>();
        one.answer = (peer, line, count) -> {};
        one.giving = (peer, count) -> answered;
        PreparedPorts live = swap(null, one);
        try (Client client = new Client(number())) {
            client.send("slow\n");
            await().until(() -> views().anyMatch(view -> view.inMessages() == 1));
            swap(live, two);
            await().until(() -> events.contains("1 asked"));
            var drained = live.drain(Duration.ofSeconds(30)).toCompletableFuture();
            client.send("next\n");
            assertThat(drained).isNotDone();
            assertThat(draining()).containsExactly("1 connection ends on version 1.");
            peers.get(0).send("slow answer");
            assertThat(client.line()).isEqualTo("slow answer");
            peers.get(0).send("and more");
            answered.complete(new Count(1));
            assertThat(client.line()).isEqualTo("and more");
            assertThat(client.line()).isEqualTo("2 next 2");
            assertThat(drained).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    void stageThatIsLateLeavesTheConnectionWithItsVersion() throws Exception {
        CompletableFuture<Object> never = new CompletableFuture<>();
        one.giving = (peer, count) -> never;
        PreparedPorts live = swap(null, one);
        try (Client client = new Client(number())) {
            assertThat(client.send("a\n").line()).isEqualTo("1 a 1");
            swap(live, two);
            await().until(() -> events.contains("1 asked") && time.waiting() == 1);
            client.send("b\n");
            time.advance(Duration.ofSeconds(5));
            assertThat(client.line()).isEqualTo("1 b 2");
            never.complete(new Count(1));
            assertThat(client.send("c\n").line()).isEqualTo("1 c 3");
            assertThat(fault("1")).contains("not complete after 5 s");
            assertThat(peers).hasSize(1);
        }
    }

    @Test
    void versionThatKeepsOrFailsToGiveItsStateGoesOnServing() throws Exception {
        PreparedPorts live = swap(null, one);
        try (Client keeping = new Client(number());
                Client failing = new Client(number())) {
            assertThat(keeping.send("a\n").line()).isEqualTo("1 a 1");
            assertThat(failing.send("a\n").line()).isEqualTo("1 a 1");
            one.giving = (peer, count) -> {
                if (peer == peers.get(0)) {
                    return null;
                }
                throw new IllegalStateException("not now");
            };
            PreparedPorts next = swap(live, two);
            await().until(() -> events.equals(List.of("1 asked", "1 asked")));
            assertThat(keeping.send("b\n").line()).isEqualTo("1 b 2");
            assertThat(failing.send("b\n").line()).isEqualTo("1 b 2");
            assertThat(fault("1")).contains("hand-over on port devices").contains("not now");
            live.drain(Duration.ofSeconds(30));
            assertThat(draining()).containsExactly("2 connections end on version 1.");
            swap(next, new Version("3"));
            assertThat(keeping.send("c\n").line()).isEqualTo("1 c 3");
            assertThat(events).hasSize(2);
        }
        await().until(() -> events.equals(List.of("1 asked", "1 asked", "1 closed", "1 closed")));
    }

    @Test
    void versionThatRefusesTheStateEndsOnlyThatConnectionWithTheReason() throws Exception {
        one.giving = (peer, count) -> count == 1 ? List.of("nonsense") : new Count(count);
        PreparedPorts live = swap(null, one);
        try (Client refused = new Client(number());
                Client other = new Client(number())) {
            assertThat(refused.send("a\n").line()).isEqualTo("1 a 1");
            assertThat(other.send("a\n").line()).isEqualTo("1 a 1");
            assertThat(other.send("b\n").line()).isEqualTo("1 b 2");
            swap(live, two);
            assertThat(refused.line()).isNull();
            awaitVersion("2");
            assertThat(other.send("c\n").line()).isEqualTo("2 c 3");
            assertThat(fault("2"))
                    .contains("hand-over on port devices")
                    .contains("the state of version 1 does not fit");
            assertThat(live.drain(Duration.ofSeconds(30)).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    void pauseEndsWithTheVersionThatAskedForItAndWhatItHeldGoesToTheNext() throws Exception {
        one.answer = (peer, line, count) -> {
            peer.send("1 " + line + " " + count);
            peer.pause();
        };
        PreparedPorts live = swap(null, one);
        try (Client client = new Client(number())) {
            assertThat(client.send("a\nb\nc\n").line()).isEqualTo("1 a 1");
            swap(live, two);
            assertThat(client.line()).isEqualTo("2 b 2");
            assertThat(client.line()).isEqualTo("2 c 3");
        }
    }

    @Test
    void clientThatHasEndedItsOutputIsAnsweredByTheNextVersion() throws Exception {
        CompletableFuture<Object> answered = new CompletableFuture<>();
        one.giving = (peer, count) -> answered;
        PreparedPorts live = swap(null, one);
        try (Client client = new Client(number())) {
            assertThat(client.send("a\n").line()).isEqualTo("1 a 1");
            swap(live, two);
            await().until(() -> events.contains("1 asked"));
            client.send("b\nc\n");
            client.socket.shutdownOutput();
            answered.complete(new Count(1));
            assertThat(client.rest()).isEqualTo("2 b 2\n2 c 3\n");
        }
        await().until(() -> events.contains("2 closed"));
    }

    @Test
    void connectionThatIsClosedWhileItIsHandedOverEndsOnItsVersion() throws Exception {
        CompletableFuture<Object> later = new CompletableFuture<>();
        one.giving = (peer, count) -> later;
        PreparedPorts live = swap(null, one);
        try (Client client = new Client(number())) {
            client.send("a\n").line();
            PreparedPorts next = swap(live, two);
            await().until(() -> events.contains("1 asked"));
            var drained = live.drain(Duration.ofSeconds(30)).toCompletableFuture();
            client.send("held\n");
            peers.get(0).close();
            later.complete(new Count(1));
            assertThat(client.line()).isNull();
            assertThat(drained).succeedsWithin(Duration.ofSeconds(30));
            assertThat(next.drain(Duration.ofSeconds(30)).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
        }
        assertThat(events).containsExactly("1 asked", "1 closed");
    }

    @Test
    void clientThatIsGoneBeforeItIsHandedOverIsNoticedByTheNextVersion() throws Exception {
        CompletableFuture<Object> later = new CompletableFuture<>();
        one.giving = (peer, count) -> later;
        PreparedPorts live = swap(null, one);
        Client client = new Client(number());
        client.send("a\n").line();
        PreparedPorts next = swap(live, two);
        await().until(() -> events.contains("1 asked"));
        client.socket.setSoLinger(true, 0);
        client.close();
        later.complete(new Count(1));
        await().until(() -> events.equals(List.of("1 asked", "2 closed")));
        assertThat(live.drain(Duration.ofSeconds(30)).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
        assertThat(next.drain(Duration.ofSeconds(30)).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void closingInTheCallThatGivesTheStateEndsTheConnection() throws Exception {
        one.giving = (peer, count) -> {
            peer.send("bye");
            peer.close();
            return new Count(count);
        };
        PreparedPorts live = swap(null, one);
        try (Client client = new Client(number())) {
            client.send("a\n").line();
            swap(live, two);
            assertThat(client.rest()).isEqualTo("bye\n");
        }
        await().until(() -> events.contains("1 closed"));
        assertThat(peers).hasSize(1);
    }

    @Test
    void upgradesInQuickSuccessionEndAtTheNewest() throws Exception {
        CompletableFuture<Object> later = new CompletableFuture<>();
        one.giving = (peer, count) -> later;
        PreparedPorts first = swap(null, one);
        try (Client client = new Client(number())) {
            client.send("a\n").line();
            List<PreparedPorts> replaced = new ArrayList<>(List.of(first));
            for (int version = 2; version <= 5; version++) {
                replaced.add(swap(replaced.get(version - 2), new Version("" + version)));
                replaced.get(version - 2).drain(Duration.ofSeconds(30));
            }
            await().until(() -> events.contains("1 asked"));
            client.send("b\n");
            later.complete(new Count(1));
            assertThat(client.line()).isEqualTo("5 b 2");
            assertThat(events).containsExactly("1 asked", "2 asked");
            for (PreparedPorts old : replaced.subList(0, 4)) {
                assertThat(old.drain(Duration.ofSeconds(30)).toCompletableFuture())
                        .succeedsWithin(Duration.ofSeconds(30));
                old.close();
            }
            assertThat(client.send("c\n").line()).isEqualTo("5 c 3");
        }
    }

    @Test
    void versionThatEndsWhileItIsWaitedForEndsTheConnection() throws Exception {
        CompletableFuture<Object> later = new CompletableFuture<>();
        one.giving = (peer, count) -> later;
        PreparedPorts live = swap(null, one);
        try (Client client = new Client(number())) {
            client.send("a\n").line();
            PreparedPorts next = swap(live, two);
            await().until(() -> events.contains("1 asked"));
            next.close();
            later.complete(new Count(1));
            assertThat(client.line()).isNull();
            assertThat(live.drain(Duration.ofSeconds(30)).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
        }
        assertThat(events).containsExactly("1 asked", "1 closed");
    }

    @Test
    void anotherFramingCutsWhatTheOneBeforeHasNotCut() throws Exception {
        PreparedPorts live = swap(null, one);
        try (Client client = new Client(number())) {
            assertThat(client.send("a\n\0\5hel").line()).isEqualTo("1 a 1");
            await().until(() -> views().anyMatch(view -> view.inBytes() == 7));
            FrameHandler opened = peer -> frame -> {};
            swap(
                    live,
                    "2",
                    DeclaredPort.frames(
                            "devices", 0, Framing.lengthPrefixed(2, 100), FrameHandler.of(opened, (peer, state) -> {
                                return frame -> peer.send(answer(frame, state.as(Count.class)));
                            })));
            awaitVersion("2");
            client.send("lo\0\1!");
            assertThat(new String(client.bytes(9), StandardCharsets.UTF_8)).isEqualTo("\0\7hello 1");
            assertThat(new String(client.bytes(5), StandardCharsets.UTF_8)).isEqualTo("\0\3! 1");
        }
    }

    @Test
    void settingsOfTheNextVersionHoldForWhatItTakesOver() throws Exception {
        PreparedPorts live = swap(null, one);
        try (Client client = new Client(number());
                Client silent = new Client(number())) {
            client.send("a\n").line();
            silent.send("a\n").line();
            time.advance(Duration.ofSeconds(60));
            two.framing = new Framing.Lines(5);
            swap(live, "2", (DeclaredPort)
                    two.port().idleTimeout(Duration.ofSeconds(10)).maxConnections(2));
            await().until(() -> time.waiting() == 2); // both may be silent for ten seconds from now on
            try (Client third = new Client(number())) {
                assertThat(third.line()).isNull();
            }
            time.advance(Duration.ofSeconds(9));
            assertThat(client.send("b\n").line()).isEqualTo("2 b 2");
            time.advance(Duration.ofSeconds(1));
            assertThat(silent.line()).isNull();
            assertThat(client.send("c\n").line()).isEqualTo("2 c 3");
            assertThat(client.send("longer\n").line()).isNull();
        }
    }

    @Test
    void clientThatReadsSlowlyGetsTheWholeAnswerOfTheVersionBefore() throws Exception {
        String part = "x".repeat(99_999);
        int parts = 100;
        one.framing = new Framing.Lines(100_000);
        two.framing = one.framing;
        one.answer = (peer, line, count) -> {
            for (int i = 0; i < parts; i++) {
                peer.send(part);
            }
        };
        PreparedPorts live = swap(null, one);
        try (Client client = new Client(number())) {
            client.socket.setReceiveBufferSize(1 << 16);
            client.send("a\n");
            await().until(() -> views().anyMatch(view -> view.outMessages() == parts)
                    && !peers.get(0).writable());
            swap(live, two);
            await().until(() -> peers.size() == 2);
            assertThat(peers.get(1).writable()).isFalse();
            client.send("b\n");
            assertThat(new String(client.bytes(100_000 * parts), StandardCharsets.UTF_8))
                    .isEqualTo((part + "\n").repeat(parts));
            assertThat(client.line()).isEqualTo("2 b 2");
            await().until(() -> peers.get(1).writable());
        }
    }

    @Test
    void clientsThatCannotGoOverComeBackWhenThePortWantsThat() throws Exception {
        two.resumes = false;
        PreparedPorts live = swap(null, "1", (DeclaredPort) one.port().atUpgrade(AtUpgrade.RECONNECT));
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(new Client(number()));
            clients.get(i).send("a\n").line();
        }
        swap(live, two);
        var drained = live.drain(Duration.ofSeconds(60)).toCompletableFuture();
        await().until(() -> time.waiting() == 20);
        assertThat(clients.get(0).send("b\n").line()).isEqualTo("1 b 2");
        time.advance(Duration.ofSeconds(2));
        for (Client client : clients) {
            assertThat(client.line()).isNull();
            client.close();
        }
        assertThat(drained).succeedsWithin(Duration.ofSeconds(30));
        assertThat(events).doesNotContain("1 asked");
    }

    @Test
    void clientsOfAPortThatIsGoneComeBackWhenThePortWantsThat() throws Exception {
        PreparedPorts live = swap(null, "1", (DeclaredPort) one.port().atUpgrade(AtUpgrade.RECONNECT));
        try (Client client = new Client(number())) {
            client.send("a\n").line();
            swap(live, "2");
            await().until(() -> time.waiting() > 0);
            time.advance(Duration.ofSeconds(2));
            assertThat(client.line()).isNull();
        }
    }

    @Test
    void nothingOfTheVersionBeforeIsHeldByWhatWentOver() throws Exception {
        Guest old = host.guest("m", "1");
        DeclaredPort port = one.port();
        PreparedPorts live = host.ports.prepare(old, List.of(port), PortOverrides.none(), null);
        live.publish();
        WeakReference<Guest> gone = new WeakReference<>(old);
        old = null;
        try (Client client = new Client(number())) {
            client.send("a\n").line();
            PreparedPorts next = swap(live, two);
            awaitVersion("2");
            live.drain(Duration.ZERO);
            live.close();
            live = null;
            peers.clear();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                System.gc();
                return gone.get() == null;
            });
            assertThat(client.send("b\n").line()).isEqualTo("2 b 2");
            assertThat(next.holding()).hasSize(1);
        }
    }

    @Test
    void versionsThatCameAndWentAreNotHeldByAConnectionThatStayed() throws Exception {
        one.giving = null;
        PreparedPorts first = swap(null, one);
        try (Client client = new Client(number())) {
            client.send("a\n").line();
            Guest guest = host.guest("m", "2");
            WeakReference<Guest> gone = new WeakReference<>(guest);
            PreparedPorts second = host.ports.prepare(guest, List.of(two.port()), PortOverrides.none(), first);
            second.publish();
            await().until(() -> events.contains("1 asked"));
            first.drain(Duration.ofSeconds(30));
            swap(second, new Version("3"));
            second.drain(Duration.ZERO);
            second.close();
            guest = null;
            second = null;
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                System.gc();
                return gone.get() == null;
            });
            assertThat(client.send("b\n").line()).isEqualTo("1 b 2");
        }
    }

    private static ByteBuffer answer(ByteBuffer frame, Count count) {
        return ByteBuffer.wrap(
                (StandardCharsets.UTF_8.decode(frame) + " " + count.count()).getBytes(StandardCharsets.UTF_8));
    }

    private PreparedPorts swap(@Nullable PreparedPorts old, Version version) throws Exception {
        return swap(old, version.name, version.port());
    }

    private PreparedPorts swap(@Nullable PreparedPorts old, String version, Declaration... declared) throws Exception {
        PreparedPorts next = host.ports.prepare(host.guest("m", version), List.of(declared), PortOverrides.none(), old);
        next.publish();
        return next;
    }

    private Peer peerOf(Client client) {
        return peers.stream()
                .filter(peer -> peer.remoteAddress().equals(client.socket.getLocalSocketAddress()))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until all connections are served by a version: it has them, and has been told of them. */
    private void awaitVersion(String version) {
        await().until(() -> views().allMatch(view -> view.version().equals(version)));
        host.settle();
    }

    private int number() {
        return host.ports.list().stream()
                .filter(view -> view.state().equals("open"))
                .findFirst()
                .orElseThrow()
                .port();
    }

    private Stream<ConnectionView> views() {
        return host.ports.connections("m", "devices").stream();
    }

    private List<String> draining() {
        return host.ports.list().stream()
                .filter(view -> view.state().equals("draining"))
                .map(PortView::reason)
                .toList();
    }

    private String fault(String version) {
        return host.ports.list().stream()
                .filter(view -> view.version().equals(version))
                .map(view -> String.valueOf(view.lastFault()))
                .findFirst()
                .orElse("");
    }
}
