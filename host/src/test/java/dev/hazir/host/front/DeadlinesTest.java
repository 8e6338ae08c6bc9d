package dev.hazir.host.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients may take their time for, and what not. Each test has one deadline that is short, and all others long. */
class DeadlinesTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private TestDoor door;

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void headThatDoesNotArriveIsAnsweredWith408() throws Exception {
        open(Duration.ofMillis(400), LONG, LONG, LONG);
        for (String part : new String[] {"GET", "GET / HTTP/1.1|", "GET / HTTP/1.1|Host: a|X: y"}) {
            try (Raw client = door.connect()) {
                assertThat(client.write(part).response().status()).isEqualTo(408);
                assertThat(client.ended()).isTrue();
            }
            try (Raw client = door.connect()) {
                client.write("GET / HTTP/1.1|Host: a||" + part);
                assertThat(client.response().status()).isEqualTo(200);
                assertThat(client.response().status()).isEqualTo(408);
                assertThat(client.ended()).isTrue();
            }
        }
    }

    @Test
    void bodyThatDoesNotArriveIsAnsweredWith408() throws Exception {
        open(LONG, Duration.ofMillis(500), LONG, LONG);
        try (Raw client = door.connect()) {
            client.write("POST /silent HTTP/1.1|Host: a|Content-Length: 10||abc");
            assertThat(client.head()).isEqualTo(200);
        }
        door.on("/collect", BodyTest::collect);
        try (Raw client = door.connect()) {
            client.write("POST /collect HTTP/1.1|Host: a|Content-Length: 10||abc");
            Raw.Response response = client.response();
            assertThat(response.status()).isEqualTo(408);
            assertThat(response.header("connection")).isEqualTo("close");
            assertThat(client.ended()).isTrue();
        }
        await().untilAsserted(() -> assertThat(door.gate.inside()).isZero());
    }

    @Test
    void bodyThatArrivesInDropsIsAcceptedThoughAllOfItTakesLonger() throws Exception {
        Duration patience = Duration.ofSeconds(2);
        open(LONG, patience, LONG, LONG);
        door.on("/collect", BodyTest::collect);
        try (Raw client = door.connect()) {
            client.write("POST /collect HTTP/1.1|Host: a|Content-Length: 6||");
            for (int i = 0; i < 6; i++) {
                client.write("x");
                await().pollDelay(patience.dividedBy(5)).until(() -> true);
            }
            assertThat(client.response().text()).isEqualTo("6");
        }
    }

    @Test
    void idleConnectionIsClosedSilently() throws Exception {
        open(LONG, LONG, LONG, Duration.ofSeconds(1));
        try (Raw fresh = door.connect();
                Raw used = door.connect()) {
            assertThat(used.get("/").response().status()).isEqualTo(200);
            assertThat(fresh.ended()).isTrue();
            assertThat(used.ended()).isTrue();
        }
    }

    @Test
    void answerThatTakesLongDoesNotMakeAConnectionIdle() throws Exception {
        Duration patience = Duration.ofSeconds(1);
        open(patience, patience, patience, patience);
        door.on(
                "/slow",
                (exchange, match) -> exchange.loop()
                        .schedule(() -> TestDoor.answer(exchange, 200, "slow"), 2_000, TimeUnit.MILLISECONDS));
        try (Raw client = door.connect()) {
            assertThat(client.get("/slow").response().text()).isEqualTo("slow");
            assertThat(client.get("/").response().text()).isEqualTo("served");
        }
    }

    @Test
    void clientThatTakesNothingIsCut() throws Exception {
        open(LONG, LONG, Duration.ofMillis(900), LONG);
        door.on("/endless", (exchange, match) -> BodyTest.stream(exchange, Long.MAX_VALUE));
        try (Raw client = door.connect()) {
            client.get("/endless");
            await().until(() -> door.finished.size() == 1);
            await().until(() -> door.door.connections() == 0);
        }
    }

    private void open(Duration head, Duration body, Duration reader, Duration idle) throws Exception {
        FrontConfig config = FrontConfig.defaults();
        door = new TestDoor(new FrontConfig(
                config.bind(),
                0,
                config.requestLineBytes(),
                config.headerBytes(),
                head,
                body,
                reader,
                idle,
                config.connections()));
        door.on("/*", (exchange, match) -> {
            if (exchange.request().hasBody()) {
                BodyTest.echo(exchange, match);
            } else {
                TestDoor.answer(exchange, 200, "served");
            }
        });
    }
}
