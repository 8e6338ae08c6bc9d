package dev.hazir.host.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hazir.applet.port.Framing;
import dev.hazir.host.FreePort;
import dev.hazir.host.lifecycle.SystemTime;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PortConflictTest {

    private final SystemTime time = new SystemTime();
    private final TestHost host = new TestHost(time);

    @AfterEach
    void stop() throws Exception {
        host.close();
        time.close();
    }

    @Test
    void allTakenPortsAreNamedWithTheirHoldersAndNothingStaysBound() throws Exception {
        DeclaredPort door = lines("door", 0);
        host.live("lock", door);
        int free = FreePort.find();
        try (ServerSocket foreign = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RefusedException refused = refused(List.of(
                    lines("fine", free), lines("first", door.number()), lines("second", foreign.getLocalPort())));

            assertThat(refused.problems()).extracting(Problem::code).containsExactly("APP-103", "APP-103");
            assertThat(refused.problems())
                    .extracting(Problem::what)
                    .satisfiesExactly(
                            what -> assertThat(what)
                                    .contains("port " + door.number() + " is used by applet lock, port \"door\""),
                            what -> assertThat(what)
                                    .startsWith("The port " + foreign.getLocalPort() + " is used by")
                                    .containsAnyOf("another program", "this host itself"));
            assertThat(refused.problems().get(0).why()).contains("\"first\"").contains("127.0.0.1");
        }
        assertThat(host.ports.list()).extracting(PortView::applet).containsExactly("lock");
        new ServerSocket(free, 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void twoPortsOfOneAppletCannotShareANumber() throws Exception {
        int free = FreePort.find();
        RefusedException refused = refused(List.of(lines("a", free), lines("b", free)));

        assertThat(refused.problems())
                .extracting(Problem::what)
                .containsExactly("The port " + free + " is used by the same applet, port \"a\".");
    }

    @Test
    void twoPortsOfOneAppletCannotShareAName() {
        RefusedException refused = refused(List.of(lines("a", 0), lines("a", 0)));

        assertThat(refused.problems()).extracting(Problem::code).containsExactly("APP-105");
    }

    @Test
    void tcpAndUdpPortsMayShareANumberButTwoUdpPortsMayNot() throws Exception {
        int free = FreePort.find();
        host.live("one", lines("tcp", free), new DeclaredUdpPort("udp", free, datagram -> {}));

        RefusedException refused = refused(List.of(new DeclaredUdpPort("mine", free, datagram -> {})));

        assertThat(refused).hasMessageContaining("The UDP port " + free + " is used by applet one, port \"udp\"");
    }

    @Test
    void addressThatIsNotOfThisMachineIsRefusedWithAReason() {
        RefusedException refused = catchThrowableOfType(
                RefusedException.class,
                () -> host.ports.prepare(
                        host.guest("m", "1.0.0"),
                        List.of(lines("a", 0)),
                        (applet, port, declared) -> new PortOverrides.Place("192.0.2.1", 0),
                        null));

        assertThat(refused.problems()).extracting(Problem::code).containsExactly("APP-115");
        assertThat(refused).hasMessageContaining("192.0.2.1");
    }

    @Test
    void preparedPortsThatAreClosedLeaveNoTrace() throws Exception {
        int free = FreePort.find();
        host.ports
                .prepare(host.guest("m", "1.0.0"), List.of(lines("a", free)), PortOverrides.none(), null)
                .close();

        assertThat(host.ports.list()).isEmpty();
        new ServerSocket(free, 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void operatorsPlaceBeatsTheDeclaredNumber() throws Exception {
        int wanted = FreePort.find();
        DeclaredPort port = lines("a", 7_007);
        host.ports
                .prepare(
                        host.guest("m", "1.0.0"),
                        List.of(port),
                        (applet, name, declared) -> new PortOverrides.Place("0.0.0.0", wanted),
                        null)
                .publish();

        assertThat(port.number()).isEqualTo(wanted);
        assertThat(host.ports.list())
                .extracting(PortView::bind, PortView::port, PortView::state)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("0.0.0.0", wanted, "open"));
    }

    private RefusedException refused(List<Declaration> declared) {
        return catchThrowableOfType(
                RefusedException.class,
                () -> host.ports.prepare(host.guest("meter", "1.0.0"), declared, PortOverrides.none(), null));
    }

    private static DeclaredPort lines(String name, int number) {
        return DeclaredPort.lines(name, number, new Framing.Lines(100), peer -> line -> {});
    }
}
