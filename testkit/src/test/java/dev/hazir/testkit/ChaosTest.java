package dev.hazir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hazir.testkit.counter.CounterApplet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Clients that behave badly on purpose. */
@AppletTest(CounterApplet.class)
class ChaosTest {

    @Test
    void aSlowDeviceSendsByteByByteWithAPause() throws IOException {
        Duration pause = Duration.ofMillis(5);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LineClient device = new LineClient("devices", server.getLocalPort(), new Timeline());
                Socket other = server.accept()) {
            long before = System.nanoTime();
            device.sendSlowly("four", pause);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(pause.multipliedBy(5));
            assertThat(other.getInputStream().readNBytes(5)).asString().isEqualTo("four\n");
        }
    }

    @Test
    void aSlowDeviceIsUnderstood(TestHost host) {
        try (LineClient device = host.lines("devices")) {
            device.sendSlowly("m1", Duration.ofMillis(2)).expect("OK");
        }
    }

    @Test
    void aDeviceThatIsCutOffIsSeenAsAReset() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                LineClient device = new LineClient("devices", server.getLocalPort(), new Timeline());
                Socket other = server.accept()) {
            device.cut();
            assertThatThrownBy(() -> other.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aSlowReaderKeepsItsAnswerOpenUntilItHasReadIt(TestHost host) {
        try (SlowReader reader = host.web().slowReader("/big")) {
            assertThat(reader.expectStatus(200).read(1_000)).containsOnly('x');
            assertThat(host.openRequests()).isEqualTo(1);
            host.web().get("/res/number").expectStatus(200);
            assertThat(reader.rest()).hasSize(CounterApplet.BIG - 1_000);
        }
        Awaitility.await().atMost(Patience.LIMIT).until(() -> host.openRequests() == 0);
    }

    @Test
    void aSlowReaderThatIsCutOffEndsItsRequest(TestHost host) {
        SlowReader reader = host.web().slowReader("/big");
        reader.expectStatus(200).read(10);
        reader.cut();
        Awaitility.await().atMost(Patience.LIMIT).until(() -> host.openRequests() == 0);
    }

    @Test
    void aSlowReaderFailsWithTheRequest(TestHost host) {
        try (SlowReader reader = host.web().slowReader("/res/number")) {
            assertThatThrownBy(() -> reader.expectStatus(201))
                    .hasMessageContainingAll("GET /res/counter/number", "status 201", "answered: 200");
            assertThatThrownBy(() -> reader.read(6)).hasMessageContaining("ended after 5 more bytes");
        }
    }
}
