package dev.hazir.host.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServletHttpTest {

    private WebHost host;

    @BeforeEach
    void start() throws Exception {
        host = new WebHost();
        DeclaredWeb web = WebHost.web();
        web.servlet("/hello", Servlets.text("hello"));
        web.servlet("/echo", Servlets.of((request, response) -> {
            byte[] body = request.getInputStream().readAllBytes();
            String trailer =
                    request.isTrailerFieldsReady() ? request.getTrailerFields().getOrDefault("x-sum", "") : "";
            response.getOutputStream().write(body);
            response.getOutputStream().print(trailer);
        }));
        web.servlet("/fail", Servlets.of((request, response) -> {
            throw new IllegalStateException("secret of the guest");
        }));
        web.servlet("/break", Servlets.of((request, response) -> {
            response.setContentLength(1_000);
            response.getOutputStream().write(new byte[100]);
            response.flushBuffer();
            throw new IllegalStateException("in the middle");
        }));
        web.servlet("/stain", Servlets.of((request, response) -> {
            request.setAttribute("stain", "stain");
            request.setCharacterEncoding("UTF-16");
            response.setStatus(201);
            response.setHeader("X-Stain", "stain");
            response.setContentType("text/csv; charset=UTF-16");
            response.setBufferSize(100_000);
            response.getWriter().print("stained");
            if (request.getQueryString() != null) {
                throw new IllegalStateException("stained too late");
            }
        }));
        web.servlet(
                "/clean",
                Servlets.of((request, response) -> response.getOutputStream()
                        .print(request.getAttribute("stain") + " " + request.getCharacterEncoding() + " "
                                + response.getContentType() + " " + response.getHeader("X-Stain") + " "
                                + response.getBufferSize() + " " + response.getStatus())));
        web.servlet("/trailers", Servlets.of((request, response) -> {
            response.setTrailerFields(() -> java.util.Map.of("x-end", "yes"));
            response.getOutputStream().print("body");
        }));
        web.servlet(
                "/facts",
                Servlets.of((request, response) -> response.getWriter()
                        .print(String.join(
                                " ",
                                request.getMethod(),
                                request.getProtocol(),
                                request.getScheme(),
                                request.getServerName(),
                                "" + request.getServerPort(),
                                request.getRequestURI(),
                                request.getContextPath(),
                                request.getServletPath(),
                                "" + request.getQueryString(),
                                request.getRemoteAddr(),
                                "" + request.getLocalPort(),
                                Thread.currentThread().getName()))));
        web.servlet(
                "/parameter",
                Servlets.of((request, response) ->
                        response.getWriter().print(request.getParameter("a") + " " + request.getContentLength())));
        host.serve("t", web);
        host.onLoop(
                "/res/t/x",
                (exchange, match) -> exchange.send(
                        new ResponseHead(200, new DefaultHttpHeaders(), 4),
                        Unpooled.copiedBuffer("loop", StandardCharsets.US_ASCII),
                        true,
                        SendCallback.NONE));
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void servletSeesTheRequestAsTheClientSentIt() throws Exception {
        assertThat(host.get("/apps/t/facts?a=b%20c").body())
                .startsWith("GET HTTP/1.1 http 127.0.0.1 " + host.port
                        + " /apps/t/facts /apps/t /facts a=b%20c 127.0.0.1 " + host.port + " hazir-worker-");
    }

    /** Clients that are sent on after a form repeat its type with the request that has no form. */
    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data; boundary=cut", "application/x-www-form-urlencoded", "text/plain"})
    void typeOfABodyThatIsNotThereIsNoFault(String type) throws Exception {
        try (RawClient client = host.connect()) {
            client.text("GET /apps/t/parameter?a=b HTTP/1.1\r\nHost: t\r\nContent-Type: " + type + "\r\n\r\n");
            assertThat(client.answer().text()).isEqualTo("b 0");
            client.text("GET /apps/t/parameter?a=c HTTP/1.1\r\nHost: t\r\n\r\n");
            assertThat(client.answer().text()).isEqualTo("c -1");
        }
    }

    @Test
    void pipelinedRequestsOfBothSidesAreAnsweredInOrder() throws Exception {
        try (RawClient client = host.connect()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                String path = i % 2 == 0 ? "/apps/t/hello" : "/res/t/x";
                all.append("GET ").append(path).append(" HTTP/1.1\r\nHost: t\r\n\r\n");
            }
            client.text(all.toString());
            for (int i = 0; i < 20; i++) {
                assertThat(client.answer().text()).isEqualTo(i % 2 == 0 ? "hello" : "loop");
            }
        }
    }

    @Test
    void whatARequestLeavesBehindReachesNoOtherOneOfItsConnection() throws Exception {
        try (RawClient client = host.connect()) {
            client.lines("GET /apps/t/clean HTTP/1.1", "Host: t", "");
            String clean = client.answer().text();
            assertThat(clean).startsWith("null null null null ").endsWith(" 200");
            for (String query : new String[] {"", "?fail", ""}) {
                client.lines("GET /apps/t/stain" + query + " HTTP/1.1", "Host: t", "");
                assertThat(client.answer().status()).isEqualTo(query.isEmpty() ? 201 : 500);
                client.lines("GET /apps/t/clean HTTP/1.1", "Host: t", "");
                RawClient.Answer next = client.answer();
                assertThat(next.text()).isEqualTo(clean);
                assertThat(next.headers().keySet()).noneMatch(name -> name.equalsIgnoreCase("x-stain"));
            }
        }
    }

    @Test
    void postAndGetInOnePacketAreBothAnswered() throws Exception {
        try (RawClient client = host.connect()) {
            client.text("POST /apps/t/echo HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\nabc"
                    + "GET /apps/t/hello HTTP/1.1\r\nHost: t\r\n\r\n");
            assertThat(client.answer().text()).isEqualTo("abc");
            assertThat(client.answer().text()).isEqualTo("hello");
        }
    }

    @Test
    void aSmallBodyThatTheServletIgnoresKeepsTheConnection() throws Exception {
        try (RawClient client = host.connect()) {
            for (int i = 0; i < 3; i++) {
                client.lines("POST /apps/t/hello HTTP/1.1", "Host: t", "Content-Length: 5", "");
                assertThat(client.answer().text()).isEqualTo("hello");
                client.text("12345");
            }
        }
    }

    @Test
    void chunkedBodyAndItsTrailersReachTheServlet() throws Exception {
        try (RawClient client = host.connect()) {
            client.lines("POST /apps/t/echo HTTP/1.1", "Host: t", "Transfer-Encoding: chunked", "Trailer: X-Sum", "");
            client.text("3\r\nabc\r\n").text("2\r\nde\r\n").text("0\r\nX-Sum: 42\r\n\r\n");
            assertThat(client.answer().text()).isEqualTo("abcde42");
        }
    }

    @Test
    void trailersOfTheServletReachTheClient() throws Exception {
        try (RawClient client = host.connect()) {
            client.lines("GET /apps/t/trailers HTTP/1.1", "Host: t", "TE: trailers", "Connection: close", "");
            String all = new String(client.in.readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(all).contains("body").containsIgnoringCase("x-end: yes");
        }
    }

    @Test
    void aReaderOfTheBodyLetsTheClientContinue() throws Exception {
        try (RawClient client = host.connect()) {
            client.lines("POST /apps/t/echo HTTP/1.1", "Host: t", "Content-Length: 3", "Expect: 100-continue", "");
            assertThat(client.answer().status()).isEqualTo(100);
            client.text("abc");
            assertThat(client.answer().text()).isEqualTo("abc");
        }
    }

    @Test
    void aServletThatIgnoresTheBodyDoesNotAskForIt() throws Exception {
        try (RawClient client = host.connect()) {
            client.lines("POST /apps/t/hello HTTP/1.1", "Host: t", "Content-Length: 3", "Expect: 100-continue", "");
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo("hello");
        }
    }

    @Test
    void headHasTheHeadersOfGetAndNoContent() throws Exception {
        try (RawClient client = host.connect()) {
            client.text("HEAD /apps/t/hello HTTP/1.1\r\nHost: t\r\n\r\nGET /apps/t/hello HTTP/1.1\r\nHost: t\r\n\r\n");
            RawClient.Answer head = client.answer(false);
            assertThat(head.headers()).containsEntry("content-length", "5");
            assertThat(client.answer().text()).isEqualTo("hello");
        }
    }

    @Test
    void oldClientsAreAnsweredAndClosed() throws Exception {
        try (RawClient client = host.connect()) {
            client.lines("GET /apps/t/hello HTTP/1.0", "");
            assertThat(client.answer().text()).isEqualTo("hello");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void aFailingServletIsAnsweredWithoutItsSecrets() throws Exception {
        var program = host.get("/apps/t/fail", "Accept", "application/json");
        assertThat(program.statusCode()).isEqualTo(500);
        assertThat(program.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(program.body()).contains("\"status\":500").doesNotContain("secret", "Exception");
        var browser = host.get("/apps/t/fail", "Accept", "text/html");
        assertThat(browser.statusCode()).isEqualTo(500);
        assertThat(browser.body()).contains("<html").doesNotContain("secret", "Exception", "at dev.");
    }

    @Test
    void whatNobodyServesIsNotFound() throws Exception {
        assertThat(host.get("/apps/t/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void aFailureAfterTheHeadIsSeenAsATruncatedAnswer() throws Exception {
        try (RawClient client = host.connect()) {
            client.lines("GET /apps/t/break HTTP/1.1", "Host: t", "");
            assertThatThrownBy(client::answer).isInstanceOfAny(EOFException.class, java.net.SocketException.class);
        }
    }

    @Test
    void blockedWorkersDoNotBlockTheLoop() throws Exception {
        DeclaredWeb web = WebHost.web();
        java.util.concurrent.CountDownLatch release = new java.util.concurrent.CountDownLatch(1);
        web.servlet("/wait", Servlets.of((request, response) -> release.await()));
        host.serve("slow", web);
        try (RawClient waiting = host.connect()) {
            waiting.lines("GET /apps/slow/wait HTTP/1.1", "Host: t", "");
            assertThat(host.get("/res/t/x").body()).isEqualTo("loop");
            assertThat(host.get("/apps/t/hello").body()).isEqualTo("hello");
            release.countDown();
            assertThat(waiting.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void saturatedWorkersAreAnsweredWith503() throws Exception {
        host.close();
        host = new WebHost(dev.hazir.host.lifecycle.Workers.start(2, 1));
        java.util.concurrent.CountDownLatch release = new java.util.concurrent.CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        DeclaredWeb web = WebHost.web();
        web.servlet("/wait", Servlets.of((request, response) -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        }));
        host.serve("slow", web);
        RawClient[] clients = new RawClient[3];
        for (int i = 0; i < 3; i++) {
            clients[i] = host.connect();
            clients[i].lines("GET /apps/slow/wait HTTP/1.1", "Host: t", "");
        }
        org.awaitility.Awaitility.await()
                .until(() ->
                        host.workers.figures().busy() + host.workers.figures().queued() == 3);
        var refused = host.get("/apps/slow/wait");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        release.countDown();
        for (RawClient client : clients) {
            assertThat(client.answer().status()).isEqualTo(200);
            client.close();
        }
        assertThat(interrupted).isFalse();
    }
}
