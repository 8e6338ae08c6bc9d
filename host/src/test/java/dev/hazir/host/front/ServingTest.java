package dev.hazir.host.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServingTest {

    private TestDoor door;

    @BeforeEach
    void open() throws Exception {
        door = new TestDoor();
        door.on("/hello", Set.of("GET"), (exchange, match) -> TestDoor.answer(exchange, 200, "hello"));
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void requestsOnOneConnectionAreAnsweredOneAfterTheOther() throws Exception {
        try (Raw client = door.connect()) {
            for (int i = 0; i < 3; i++) {
                Raw.Response response = client.get("/hello").response();
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.text()).isEqualTo("hello");
                assertThat(response.header("content-length")).isEqualTo("5");
                assertThat(response.header("date")).endsWith(" GMT");
                assertThat(response.headers()).doesNotContainKeys("connection", "server", "transfer-encoding");
            }
        }
        await().untilAsserted(() -> assertThat(door.gate.inside()).isZero());
        assertThat(door.finished).hasSize(3).allSatisfy(exchange -> {
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.match().route().name()).isEqualTo("test");
            assertThat(exchange.nanos()).isPositive();
            assertThat(exchange.bytesOut()).isGreaterThan(50);
        });
        await().untilAsserted(() -> assertThat(door.closed).hasValue(1));
        assertThat(door.opened).hasValue(1);
        assertThat(door.door.connections()).isZero();
    }
}
