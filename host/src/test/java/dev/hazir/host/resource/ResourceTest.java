package dev.hazir.host.resource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.loop.Reply;
import dev.hazir.applet.loop.Request;
import dev.hazir.applet.loop.StatusException;
import dev.hazir.host.LoopHost;
import dev.hazir.host.guest.LoopThread;
import dev.hazir.host.routing.PathPattern;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResourceTest {

    record Reading(String meter, double kwh) {}

    private LoopHost host;

    @BeforeEach
    void start() throws Exception {
        host = new LoopHost();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void valuesBecomeJsonAndNothingBecomes204() throws Exception {
        host.resource("/value", request -> new Reading("kitchen", 1.5));
        host.resource("/empty", request -> Optional.empty());
        host.resource("/null", request -> null);
        host.resource("/optional", request -> Optional.of(List.of(1, 2)));

        HttpResponse<String> value = host.get("/value");
        assertThat(value.body()).isEqualTo("{\"meter\":\"kitchen\",\"kwh\":1.5}");
        assertThat(value.headers().firstValue("content-type")).contains("application/json");
        assertThat(value.headers().firstValue("content-length")).contains("29");
        assertThat(host.get("/optional").body()).isEqualTo("[1,2]");
        for (String path : List.of("/empty", "/null")) {
            HttpResponse<String> nothing = host.get(path);
            assertThat(nothing.statusCode()).isEqualTo(204);
            assertThat(nothing.headers().map()).doesNotContainKeys("content-length", "transfer-encoding");
        }
    }

    @Test
    void handlersRunOnAnEventLoopAndSeeTheRequest() throws Exception {
        host.resource(
                "/r/{id}/*",
                request -> Map.of(
                        "loop", LoopThread.here(),
                        "path", request.path(),
                        "id", request.pathParameter("id"),
                        "rest", request.rest(),
                        "query", request.query(),
                        "first", request.query("a").orElse("none"),
                        "header", request.headers("X-Two"),
                        "scheme", request.scheme(),
                        "authority", request.authority(),
                        "names", request.headerNames().contains("x-two")));

        HttpResponse<String> response = host.send(host.request("/r/caf%C3%A9/b/c?a=1%2B1&a=2&b=x+y")
                .header("x-two", "one")
                .header("X-Two", "two"));

        Map<?, ?> seen = host.guest.json().readValue(response.body(), Map.class);
        assertThat(seen)
                .isEqualTo(Map.of(
                        "loop",
                        true,
                        "path",
                        "/r/café/b/c",
                        "id",
                        "café",
                        "rest",
                        "b/c",
                        "query",
                        Map.of("a", List.of("1+1", "2"), "b", List.of("x y")),
                        "first",
                        "1+1",
                        "header",
                        List.of("one", "two"),
                        "scheme",
                        "http",
                        "authority",
                        "127.0.0.1:" + host.port,
                        "names",
                        true));
    }

    @Test
    void malformedQueryIsTheClientsFault() throws Exception {
        host.resource("/q", request -> request.query("a").orElse(""));
        try (Socket client = host.connect()) {
            client.getOutputStream().write("GET /q?a=%zz HTTP/1.0\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("HTTP/1.1 400 ");
        }
        assertThat(host.guest.faults()).isZero();
    }

    @Test
    void repliesKeepTheirStatusAndHeaders() throws Exception {
        host.resource(
                "/reply",
                request -> Reply.text("grüß")
                        .withStatus(201)
                        .addHeader("Set-Cookie", "a=1")
                        .addHeader("Set-Cookie", "b=2"));

        HttpResponse<String> response = host.get("/reply");

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("grüß");
        assertThat(response.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
    }

    @Test
    void headGetsTheHeadOfGetWithoutContent() throws Exception {
        host.resource("/text", request -> Reply.text("hello"));
        try (Socket client = host.connect()) {
            client.getOutputStream()
                    .write("HEAD /text HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
            String answer = new String(client.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 200 ")
                    .contains("content-length: 5")
                    .endsWith("\r\n\r\n");
        }
    }

    @Test
    void answersComeLaterFromAnyThread() throws Exception {
        CompletableFuture<Object> later = new CompletableFuture<>();
        host.resource("/later", request -> later);

        CompletableFuture<HttpResponse<String>> response =
                host.client.sendAsync(host.request("/later").build(), HttpResponse.BodyHandlers.ofString());
        await().until(() -> later.getNumberOfDependents() == 1);
        assertThat(response).isNotDone();
        new Thread(() -> later.complete(Optional.of("done"))).start();

        assertThat(response.get().body()).isEqualTo("\"done\"");
    }

    @Test
    void lateAnswerTimesOutAndItsStageIsCancelled() throws Exception {
        CompletableFuture<Object> never = new CompletableFuture<>();
        host.resource("/never", request -> never, route -> route.timeout(Duration.ofSeconds(3)));

        CompletableFuture<HttpResponse<String>> response =
                host.client.sendAsync(host.request("/never").build(), HttpResponse.BodyHandlers.ofString());
        await().until(() -> never.getNumberOfDependents() == 1);
        await().until(() -> {
            host.time.advance(Duration.ofSeconds(3));
            return response.isDone();
        });

        assertThat(response.get().statusCode()).isEqualTo(504);
        assertThat(never).isCancelled();
        assertThat(host.guest.faults()).isZero();
    }

    @Test
    void clientThatGoesCancelsTheStageAndEndsTheRequest() throws Exception {
        CompletableFuture<Object> never = new CompletableFuture<>();
        AtomicReference<Request> seen = new AtomicReference<>();
        CountDownLatch ended = new CountDownLatch(1);
        host.resource("/never", request -> {
            request.onEnd(() -> {
                assertThat(LoopThread.here()).isTrue();
                ended.countDown();
            });
            seen.set(request);
            return never;
        });
        try (Socket client = host.connect()) {
            client.getOutputStream().write("GET /never HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            await().until(() -> seen.get() != null);
            assertThat(seen.get().ended()).isFalse();
            client.setSoLinger(true, 0);
        }

        await().untilAsserted(() -> assertThat(never).isCancelled());
        await().until(() -> ended.getCount() == 0);
        assertThat(seen.get().ended()).isTrue();
        await().until(() -> host.gate.inside() == 0);
        assertThat(never.complete("too late")).isFalse();
        assertThat(host.guest.faults()).isZero();
    }

    @Test
    void requestEndsWhenItIsAnswered() throws Exception {
        AtomicInteger ends = new AtomicInteger();
        AtomicReference<Request> seen = new AtomicReference<>();
        host.resource("/once", request -> {
            seen.set(request);
            request.onEnd(ends::incrementAndGet);
            return "x";
        });

        host.get("/once");

        await().untilAtomic(ends, org.hamcrest.Matchers.is(1));
        assertThat(seen.get().ended()).isTrue();
        seen.get().onEnd(ends::incrementAndGet);
        assertThat(ends).hasValue(2);
    }

    @Test
    void failuresAreToldWithoutDetailsAndCounted() throws Exception {
        host.resource("/fails", request -> {
            throw new IllegalStateException("secret detail");
        });
        host.resource("/later", request -> CompletableFuture.failedFuture(new java.io.IOException("secret detail")));
        host.resource("/error", request -> {
            throw new NoClassDefFoundError("secret detail");
        });

        for (String path : List.of("/fails", "/later", "/error")) {
            HttpResponse<String> response = host.get(path);
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
            assertThat(response.body())
                    .doesNotContain("secret")
                    .doesNotContain("Exception")
                    .doesNotContain("\tat ");
        }
        assertThat(host.guest.faults()).isEqualTo(3);
        assertThat(host.send(host.request("/fails").header("accept", "text/html,*/*;q=0.8"))
                        .body())
                .startsWith("<!doctype html>")
                .doesNotContain("secret");
    }

    @Test
    void statusExceptionsAndRejectionsAreNoFaults() throws Exception {
        host.resource("/teapot", request -> {
            throw new StatusException(418, "No coffee here.");
        });
        host.resource(
                "/later",
                request -> CompletableFuture.supplyAsync(() -> {
                    throw new StatusException(409, "Taken.");
                }));
        host.resource("/busy", request -> CompletableFuture.failedFuture(new RejectedExecutionException("full")));

        assertThat(host.get("/teapot").statusCode()).isEqualTo(418);
        assertThat(host.get("/teapot").body()).contains("No coffee here.");
        assertThat(host.get("/later").statusCode()).isEqualTo(409);
        HttpResponse<String> busy = host.get("/busy");
        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(busy.headers().firstValue("retry-after")).isPresent();
        assertThat(host.guest.faults()).isZero();
    }

    @Test
    void stageOfAStageAndAForeignStageAnswer() throws Exception {
        host.resource(
                "/nested",
                request -> CompletableFuture.completedFuture(CompletableFuture.completedFuture(Reply.text("deep"))));
        host.resource(
                "/minimal", request -> CompletableFuture.completedFuture("m").minimalCompletionStage());

        assertThat(host.get("/nested").body()).isEqualTo("deep");
        assertThat(host.get("/minimal").body()).isEqualTo("\"m\"");
    }

    @Test
    void blockingResourcesRunOnWorkersAndMayWaitForTheBody() throws Exception {
        host.blocking("/sum", request -> {
            assertThat(LoopThread.here()).isFalse();
            try (var in = request.body().stream()) {
                return new String(in.readAllBytes(), UTF_8).length();
            }
        });

        HttpResponse<String> response =
                host.send(host.request("/sum").POST(BodyPublishers.ofString("x".repeat(300_000))));

        assertThat(response.body()).isEqualTo("300000");
    }

    @Test
    void saturatedWorkersAnswer503() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        host.blocking("/wait", request -> {
            release.await();
            return "ok";
        });
        List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 20)
                .mapToObj(
                        i -> host.client.sendAsync(host.request("/wait").build(), HttpResponse.BodyHandlers.ofString()))
                .toList();
        await().until(() -> all.stream().filter(CompletableFuture::isDone).count() == 4);
        release.countDown();

        List<HttpResponse<String>> responses =
                all.stream().map(CompletableFuture::join).toList();
        assertThat(responses)
                .filteredOn(response -> response.statusCode() == 200)
                .hasSize(16);
        assertThat(responses)
                .filteredOn(response -> response.statusCode() == 503)
                .hasSize(4)
                .allSatisfy(response ->
                        assertThat(response.headers().firstValue("retry-after")).isPresent());
    }

    @Test
    void pagesOfErrorsNeedNoWorker() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        host.blocking("/wait", request -> {
            release.await();
            return "ok";
        });
        List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 20)
                .mapToObj(i -> host.client.sendAsync(
                        host.request("/wait").header("accept", "text/html").build(),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();
        await().until(() -> all.stream().filter(CompletableFuture::isDone).count() == 4);

        HttpResponse<String> missing = host.client.send(
                host.request("/nothing").header("accept", "text/html").build(), HttpResponse.BodyHandlers.ofString());
        release.countDown();
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("Page not found");
        assertThat(all.stream().map(CompletableFuture::join).filter(answer -> answer.statusCode() == 503))
                .hasSize(4)
                .allSatisfy(
                        answer -> assertThat(answer.body()).contains("The server is busy", "Try again in a moment"));
    }

    @Test
    void routeThatIsLiveRefusesSettings() {
        DeclaredResource declared = new DeclaredResource(PathPattern.parse("/res/x"), request -> "", () -> {});
        declared.methods("get", "POST").timeout(Duration.ofSeconds(1)).instead();
        assertThat(declared.methods()).containsExactlyInAnyOrder("GET", "POST");
        new ResourceEndpoint(host.guest, declared, host.time, 10, host.streams);

        assertThatThrownBy(() -> declared.methods("PUT"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("methods of resource /res/x cannot change: it is live");
    }

    @Test
    void closedRouteIsWithdrawnOnce() {
        AtomicInteger withdrawn = new AtomicInteger();
        DeclaredResource declared =
                new DeclaredResource(PathPattern.parse("/res/x"), request -> "", withdrawn::incrementAndGet);
        declared.close();
        declared.close();
        assertThat(withdrawn).hasValue(1);
    }
}
