package dev.hazir.host.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {

    private TestDoor door;

    @BeforeEach
    void open() throws Exception {
        FrontConfig config = FrontConfig.defaults();
        door = new TestDoor(new FrontConfig(
                config.bind(),
                0,
                config.requestLineBytes(),
                config.headerBytes(),
                config.slowHead(),
                config.slowBody(),
                config.slowReader(),
                config.idle(),
                3));
        door.on("/*", (exchange, match) -> {
            if (exchange.request().hasBody()) {
                BodyTest.echo(exchange, match);
            } else {
                TestDoor.answer(exchange, 200, "served");
            }
        });
    }

    @AfterEach
    void close() {
        door.close();
    }

    /** {@code |} stands for CRLF, {@code ~} for LF, {@code ^} for CR, {@code `} for NUL. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1|Host: a|Content-Length: 5|Transfer-Encoding: chunked||0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Content-Length: 5||0||",
                "POST / HTTP/1.1|Host: a|Content-Length: 5|Content-Length: 6||abcde",
                "POST / HTTP/1.1|Host: a|Content-Length: 5|Content-Length: 5||abcde",
                "POST / HTTP/1.1|Host: a|Content-Length: 5, 5||abcde",
                "POST / HTTP/1.1|Host: a|Content-Length: +5||abcde",
                "POST / HTTP/1.1|Host: a|Content-Length: -1||abcde",
                "POST / HTTP/1.1|Host: a|Content-Length: 0x5||abcde",
                "POST / HTTP/1.1|Host: a|Content-Length: 5a||abcde",
                "POST / HTTP/1.1|Host: a|Content-Length:||",
                "POST / HTTP/1.1|Host: a|Content-Length: 99999999999999999999||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked|Transfer-Encoding: chunked||0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked, chunked||0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked, identity||0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: xchunked||0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: identity||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked`||0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding:||",
                "POST / HTTP/1.0|Transfer-Encoding: chunked||0||",
                "POST / HTTP/1.1|Host: a|Transfer-Encoding : chunked||0||",
                "POST / HTTP/1.1|Host: a|Content-Length : 5||abcde",
                "GET / HTTP/1.1|Host : a||",
                "GET / HTTP/1.1|Host: a|Bad Name: b||",
                "GET / HTTP/1.1|Host: a|: empty||",
                "GET / HTTP/1.1|Host: a|no colon||",
                "GET / HTTP/1.1| Host: a||",
                "GET / HTTP/1.1|Host: a|X: a`b||",
                "GET / HTTP/1.1|Host: a|X: a^b||",
                "GET / HTTP/1.1~Host: a~~",
                "GET / HTTP/1.1|Host: a~X: b||",
                "GET / HTTP/1.1|Host: a|X: b~~GET /x HTTP/1.1|Host: a||",
                "GET / HTTP/1.1|X: b||",
                "GET / HTTP/1.1|Host: a|Host: b||",
                "GET / HTTP/1.1|Host: a|Host: a||",
                "GET / HTTP/1.1|Host: a/b||",
                "GET / HTTP/1.1|Host: user@a||",
                "GET /a b HTTP/1.1|Host: a||",
                "GET /a#b HTTP/1.1|Host: a||",
                "GET /\u00e4 HTTP/1.1|Host: a||",
                "GET relative HTTP/1.1|Host: a||",
                "GET ftp://a/b HTTP/1.1|Host: a||",
                "GET http:///b HTTP/1.1|Host: a||",
                "GET * HTTP/1.1|Host: a||",
                "GET /../up HTTP/1.1|Host: a||",
                "GET /%2e%2e/up HTTP/1.1|Host: a||",
                "GET /a%2fb HTTP/1.1|Host: a||",
                "GET /a%00 HTTP/1.1|Host: a||",
                "GET /a%zz HTTP/1.1|Host: a||",
                "GET /|Host: a||",
                "G(T / HTTP/1.1|Host: a||",
                "GET / HTTP/1.1x|Host: a||",
                "GET / http/1.1|Host: a||",
                "\u0016\u0003\u0001\u0002|||",
                "hello||",
            })
    void requestShapedForSmugglingIsRefusedAndTheConnectionClosed(String request) throws Exception {
        try (Raw client = door.connect()) {
            client.write(bytes(request));
            Raw.Response response = client.response();
            assertThat(response.status()).isIn(400, 501);
            assertThat(response.header("connection")).isEqualTo("close");
            assertThat(client.ended()).isTrue();
        }
        assertThat(door.finished).noneMatch(exchange -> exchange.status() == 200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x||abc|0||",
                "-1||abc|0||",
                "0x3|abc|0||",
                " 3|abc|0||",
                "+3|abc|0||",
                "3~abc|0||",
                "3|abcd|0||",
                "3|abc~0||",
                "3|abcX0||",
                "ffffffffffffffffff|abc|0||",
                "80000000|abc|0||",
                "|abc|0||",
                "3;a=b~c|abc|0||",
                "3|abc|0|bad trailer||",
                "3|abc|0|X : y||",
            })
    void malformedChunksAreRefusedAndTheConnectionClosed(String chunks) throws Exception {
        try (Raw client = door.connect()) {
            client.write(bytes("POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked||" + chunks));
            client.write("GET /second HTTP/1.1|Host: a||");
            Raw.Response response = client.response();
            assertThat(response.status()).isEqualTo(400);
            assertThat(response.header("connection")).isEqualTo("close");
            assertThat(client.ended()).isTrue();
        }
        assertThat(door.finished)
                .noneMatch(exchange -> exchange.request().target().equals("/second"));
    }

    @Test
    void tooManyTrailersAreRefused() throws Exception {
        door.on("/collect", BodyTest::collect);
        try (Raw client = door.connect()) {
            client.write("POST /collect HTTP/1.1|Host: a|Transfer-Encoding: chunked||3|abc|0|"
                    + "X: 1234567890|".repeat(2_000) + "|");
            assertThat(client.response().status()).isEqualTo(400);
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void foldedHeaderIsOneHeaderForAll() throws Exception {
        try (Raw client = door.connect()) {
            client.write("POST / HTTP/1.1|Host: a|Transfer-Encoding:| chunked||0||GET / HTTP/1.1|Host: a||");
            int status = client.response().status();
            assertThat(status).isIn(200, 400);
            assertThat(status == 400 ? client.ended() : client.response().text().equals("served"))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'GET / HTTP/2.0|Host: a||', 505",
        "'GET / HTTP/1.2|Host: a||', 505",
        "'GET / HTTP/9.9|Host: a||', 505",
        "'PRI * HTTP/2.0||SM||', 505",
        "'GET / HTTP/1.1|Host: a|Expect: miracles||', 417",
        "'CONNECT a:80 HTTP/1.1|Host: a||', 501",
        "'TRACE / HTTP/1.1|Host: a||', 501",
        "'POST / HTTP/1.1|Host: a|Transfer-Encoding: gzip, chunked||', 501",
    })
    void whatIsNotSupportedIsSaidSo(String request, int status) throws Exception {
        try (Raw client = door.connect()) {
            Raw.Response response = client.write(request).response();
            assertThat(response.status()).isEqualTo(status);
            assertThat(response.header("connection")).isEqualTo("close");
            assertThat(response.header("content-type")).isEqualTo("application/problem+json");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void refusalComesAfterTheAnswersBeforeIt() throws Exception {
        try (Raw client = door.connect()) {
            client.write("GET /one HTTP/1.1|Host: a||GET /two HTTP/1.1||");
            assertThat(client.response().status()).isEqualTo(200);
            assertThat(client.response().status()).isEqualTo(400);
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void tooLongRequestLineAndTooManyHeadersAreRefused() throws Exception {
        try (Raw client = door.connect()) {
            client.get("/" + "x".repeat(8_000));
            assertThat(client.response().status()).isEqualTo(200);
            client.get("/" + "x".repeat(9_000));
            assertThat(client.response().status()).isEqualTo(414);
            assertThat(client.ended()).isTrue();
        }
        try (Raw client = door.connect()) {
            client.write("GET / HTTP/1.1|Host: a|" + "X: 1234567890|".repeat(1_000) + "|");
            assertThat(client.response().status()).isEqualTo(200);
            client.write("GET / HTTP/1.1|Host: a|" + "X: 1234567890|".repeat(2_000) + "|");
            assertThat(client.response().status()).isEqualTo(431);
            assertThat(client.ended()).isTrue();
        }
        try (Raw client = door.connect()) {
            // More than anybody waits for: the door may hang up in the middle.
            CompletableFuture.runAsync(
                    () -> client.writeWhatIsTaken("GET / HTTP/1.1|Host: a|X: " + "x".repeat(1_000_000)));
            assertThat(client.response().status()).isEqualTo(431);
        }
    }

    @Test
    void emptyLinesBeforeARequestArePutUpWith() throws Exception {
        try (Raw client = door.connect()) {
            client.write("||").get("/");
            assertThat(client.response().status()).isEqualTo(200);
            client.write("|").get("/");
            assertThat(client.response().status()).isEqualTo(200);
        }
    }

    @Test
    void oneConnectionTooManyIsTurnedAway() throws Exception {
        try (Raw one = door.connect();
                Raw two = door.connect();
                Raw three = door.connect()) {
            for (Raw client : new Raw[] {one, two, three}) {
                assertThat(client.get("/").response().status()).isEqualTo(200);
            }
            try (Raw four = door.connect()) {
                Raw.Response response = four.get("/").response();
                assertThat(response.status()).isEqualTo(503);
                assertThat(response.header("retry-after")).isNotEmpty();
                assertThat(four.ended()).isTrue();
            }
        }
        await().until(() -> door.door.connections() == 0);
        try (Raw client = door.connect()) {
            assertThat(client.get("/").response().status()).isEqualTo(200);
        }
    }

    private static String bytes(String request) {
        return request.replace('~', '\n').replace('^', '\r').replace('`', '\0');
    }
}
