package dev.hazir.host.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.http.Failures;
import dev.hazir.host.http.HttpExchange;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifeTest {

    private final CompletableFuture<HttpExchange> seen = new CompletableFuture<>();
    private TestDoor door;

    @BeforeEach
    void open() throws Exception {
        door = new TestDoor();
        door.on("/hello", (exchange, match) -> TestDoor.answer(exchange, 200, "hello"));
        door.on("/wait", (exchange, match) -> seen.complete(exchange));
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void beforeItIsReadyEveryRequestIsAskedToComeBack() throws Exception {
        FrontDoor starting = new FrontDoor(
                FrontConfig.defaults().at("127.0.0.1", 0),
                door.loops,
                door.routes,
                ExchangeObserver.NONE,
                Failures.told());
        try (starting) {
            int port = starting.open();
            try (Raw client = new Raw(port)) {
                Raw.Response response = client.get("/hello").response();
                assertThat(response.status()).isEqualTo(503);
                assertThat(response.header("retry-after")).isEqualTo("2");
            }
            starting.ready();
            try (Raw client = new Raw(port)) {
                assertThat(client.get("/hello").response().text()).isEqualTo("hello");
            }
        }
    }

    @Test
    void takenPortIsNamedAndTheWayOutToo() {
        FrontDoor second = new FrontDoor(
                FrontConfig.defaults().at("127.0.0.1", door.port),
                door.loops,
                door.routes,
                ExchangeObserver.NONE,
                Failures.told());
        assertThatThrownBy(second::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + door.port)
                .hasMessageContaining("taken")
                .hasMessageContaining("choose another port");
        second.close();
    }

    @Test
    void unknownAddressIsNamedAndTheWayOutToo() {
        FrontDoor second = new FrontDoor(
                FrontConfig.defaults().at("no.such.host.invalid", 0),
                door.loops,
                door.routes,
                ExchangeObserver.NONE,
                Failures.told());
        assertThatThrownBy(second::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no.such.host.invalid:0")
                .hasMessageContaining("Choose an address of this machine");
    }

    @Test
    void drainingClosesIdleConnectionsAndLetsRunningExchangesEnd() throws Exception {
        try (Raw idle = door.connect();
                Raw busy = door.connect()) {
            assertThat(idle.get("/hello").response().status()).isEqualTo(200);
            HttpExchange exchange = exchangeOf(busy);
            CompletableFuture<Void> drained =
                    door.door.drain(Duration.ofMinutes(2)).toCompletableFuture();
            assertThat(idle.ended()).isTrue();
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> door.connect().close()).isInstanceOf(ConnectException.class));
            assertThat(drained).isNotDone();
            TestDoor.answer(exchange, 200, "finished");
            Raw.Response response = busy.response();
            assertThat(response.text()).isEqualTo("finished");
            assertThat(response.header("connection")).isEqualTo("close");
            assertThat(busy.ended()).isTrue();
            idle.close();
            busy.close();
            drained.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatIsNotDrainedInTimeIsCut() throws Exception {
        try (Raw busy = door.connect()) {
            exchangeOf(busy);
            CompletableFuture<Void> drained =
                    door.door.drain(Duration.ofMillis(300)).toCompletableFuture();
            drained.get(30, TimeUnit.SECONDS);
            assertThat(busy.ended()).isTrue();
        }
        await().untilAsserted(() -> assertThat(door.gate.inside()).isZero());
    }

    @Test
    void deploymentThatIsEndingAsksToComeBack() throws Exception {
        door.gate.shut();
        try (Raw client = door.connect()) {
            Raw.Response response = client.get("/hello").response();
            assertThat(response.status()).isEqualTo(503);
            assertThat(response.header("retry-after")).isNotEmpty();
            assertThat(client.get("/nothing").response().status()).isEqualTo(404);
        }
    }

    @Test
    void exchangesOfAnEndedDeploymentAreAnsweredByTheDoor() throws Exception {
        try (Raw client = door.connect()) {
            HttpExchange exchange = exchangeOf(client);
            CompletableFuture<Throwable> aborted = new CompletableFuture<>();
            exchange.onAbort(aborted::complete);
            door.door.endExchanges(door.owner);
            assertThat(client.response().status()).isEqualTo(503);
            assertThat(client.ended()).isTrue();
            assertThat(aborted.get(30, TimeUnit.SECONDS)).isNotNull();
            TestDoor.answer(exchange, 200, "too late");
        }
        await().untilAsserted(() -> assertThat(door.gate.inside()).isZero());
    }

    private HttpExchange exchangeOf(Raw client) throws Exception {
        client.get("/wait");
        return seen.get(30, TimeUnit.SECONDS);
    }
}
