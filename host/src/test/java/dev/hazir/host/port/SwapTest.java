package dev.hazir.host.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.port.Framing;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.lifecycle.ManualTime;
import dev.hazir.host.operation.RefusedException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class SwapTest {

    private final ManualTime time = new ManualTime();
    private final TestHost host = new TestHost(time);

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void noClientIsRefusedWhileVersionsAreSwappedAndEachIsServedByExactlyOne() throws Exception {
        PreparedPorts live = swap(null, "1", versioned("devices", 0, "1"));
        int number = host.ports.list().get(0).port();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger served = new AtomicInteger();
        Set<String> versions = ConcurrentHashMap.newKeySet();
        List<String> wrong = new CopyOnWriteArrayList<>();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                while (!stop.get()) {
                    try (Client client = new Client(number)) {
                        String opened = client.line();
                        String first = client.send("a\n").line();
                        String second = client.send("b\n").line();
                        if (opened == null || !(opened + " a").equals(first) || !(opened + " b").equals(second)) {
                            wrong.add(opened + "/" + first + "/" + second);
                        }
                        versions.add(String.valueOf(opened));
                        served.incrementAndGet();
                    } catch (IOException e) {
                        wrong.add(e.toString());
                    }
                }
            });
            thread.start();
            clients.add(thread);
        }
        await().until(() -> served.get() > 8);
        for (int version = 2; version <= 40; version++) {
            int seen = served.get();
            PreparedPorts next = swap(live, "" + version, versioned("devices", 0, "" + version));
            await().pollInterval(Duration.ofMillis(5)).until(() -> served.get() > seen + 8);
            assertThat(live.drain(Duration.ofSeconds(30)).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(30));
            live.close();
            live = next;
        }
        stop.set(true);
        for (Thread client : clients) {
            client.join();
        }
        assertThat(wrong).isEmpty();
        assertThat(versions).hasSize(40);
        assertThat(host.ports.list()).extracting(PortView::port).containsExactly(number);
    }

    @Test
    void openConnectionsStayWithTheirVersionUntilTheirTimeIsOverAndAreThenClosedPolitely() throws Exception {
        PreparedPorts old = swap(null, "1", versioned("devices", 0, "1"));
        int number = host.ports.list().get(0).port();
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            clients.add(new Client(number));
            assertThat(clients.get(i).line()).isEqualTo("1");
        }
        PreparedPorts fresh = swap(old, "2", versioned("devices", 0, "2"));
        var drained = old.drain(Duration.ofSeconds(30)).toCompletableFuture();
        assertThat(host.ports.list())
                .extracting(PortView::version, PortView::state)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("1", "draining"),
                        org.assertj.core.groups.Tuple.tuple("2", "open"));
        for (Client client : clients) {
            assertThat(client.send("x\n").line()).isEqualTo("1 x");
        }
        assertThat(old.holding()).singleElement().satisfies(held -> {
            assertThat(held.count()).isEqualTo(60);
            assertThat(held.items().get(0).what()).isEqualTo("port devices");
        });
        assertThat(drained).isNotDone();

        old.end(Duration.ofMillis(200));
        for (Client client : clients) {
            assertThat(client.line()).isNull();
            client.close();
        }
        assertThat(drained).succeedsWithin(Duration.ofSeconds(30));
        try (Client client = new Client(number)) {
            assertThat(client.line()).isEqualTo("2");
        }
        old.close();
        assertThat(host.ports.list()).extracting(PortView::version).containsExactly("2");
        fresh.close();
    }

    @Test
    void failedPreparationLeavesTheOldVersionServing() throws Exception {
        PreparedPorts old = swap(null, "1", versioned("devices", 0, "1"));
        int number = host.ports.list().get(0).port();
        try (ServerSocket foreign = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> swap(
                            old, "2", versioned("devices", 0, "2"), versioned("more", foreign.getLocalPort(), "2")))
                    .isInstanceOf(RefusedException.class);
        }
        host.ports
                .prepare(host.guest("m", "3"), List.of(versioned("devices", 0, "3")), PortOverrides.none(), old)
                .close();
        try (Client client = new Client(number)) {
            assertThat(client.line()).isEqualTo("1");
        }
    }

    @Test
    void portsThatTheNewVersionLacksAreClosedAndNewOnesOpened() throws Exception {
        PreparedPorts old = swap(null, "1", versioned("gone", 0, "1"), versioned("kept", 0, "1"));
        int gone = number("gone");
        int kept = number("kept");
        DeclaredPort added = versioned("added", 0, "2");
        swap(old, "2", versioned("kept", 0, "2"), added);

        assertThat(number("kept")).isEqualTo(kept);
        assertThatThrownBy(() -> new Client(gone)).isInstanceOf(IOException.class);
        try (Client client = new Client(added.number())) {
            assertThat(client.line()).isEqualTo("2");
        }
    }

    @Test
    void numberMayMoveToAnotherNameAndAddressOfTheSameApplet() throws Exception {
        PreparedPorts old = swap(null, "1", versioned("a", 0, "1"));
        int number = number("a");
        PreparedPorts second = swap(old, "2", versioned("b", number, "2"));
        old.close();
        try (Client client = new Client(number)) {
            assertThat(client.line()).isEqualTo("2");
        }
        PreparedPorts third = host.ports.prepare(
                host.guest("m", "3"),
                List.of(versioned("b", 0, "3")),
                (applet, port, declared) -> new PortOverrides.Place("0.0.0.0", number),
                second);
        third.publish();
        second.close();
        try (Client client = new Client(number)) {
            assertThat(client.line()).isEqualTo("3");
        }
        assertThat(host.ports.list())
                .extracting(PortView::bind, PortView::state)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("0.0.0.0", "open"));
    }

    @Test
    void clientThatComesBetweenPreparingAndPublishingIsServedAfterwards() throws Exception {
        PreparedPorts prepared =
                host.ports.prepare(host.guest("m", "1"), List.of(versioned("p", 0, "1")), PortOverrides.none(), null);
        try (Client client = new Client(prepared.slots().get(0).socket().number())) {
            client.socket.setSoTimeout(200);
            assertThatThrownBy(client::line).isInstanceOf(java.net.SocketTimeoutException.class);
            prepared.publish();
            client.socket.setSoTimeout(Client.PATIENCE_MILLIS);
            assertThat(client.line()).isEqualTo("1");
        }
    }

    @Test
    void nothingOfAClosedDeploymentIsHeld() throws Exception {
        PreparedPorts first = null;
        WeakReference<Guest> old = null;
        for (int version = 1; version <= 3; version++) {
            Guest guest = host.guest("m", "" + version);
            PreparedPorts next =
                    host.ports.prepare(guest, List.of(versioned("p", 0, "" + version)), PortOverrides.none(), first);
            next.publish();
            try (Client client = new Client(number("p"))) {
                assertThat(client.send("x\n").line()).isEqualTo("" + version);
            }
            if (first != null) {
                first.drain(Duration.ZERO);
                first.close();
            }
            first = next;
            old = version == 2 ? new WeakReference<>(guest) : old;
        }
        WeakReference<Guest> gone = old;
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            return gone.get() == null;
        });
    }

    private PreparedPorts swap(PreparedPorts old, String version, Declaration... declared) throws RefusedException {
        PreparedPorts next = host.ports.prepare(host.guest("m", version), List.of(declared), PortOverrides.none(), old);
        next.publish();
        return next;
    }

    private int number(String name) {
        return host.ports.list().stream()
                .filter(view -> view.name().equals(name) && view.state().equals("open"))
                .findFirst()
                .orElseThrow()
                .port();
    }

    private static DeclaredPort versioned(String name, int number, String version) {
        return DeclaredPort.lines(name, number, new Framing.Lines(100), peer -> {
            peer.send(version);
            return line -> peer.send(version + " " + line);
        });
    }
}
