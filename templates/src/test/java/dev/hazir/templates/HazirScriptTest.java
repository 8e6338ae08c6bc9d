package dev.hazir.templates;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code hazir-test.js} in a real browser, against a server that says what it was asked. */
class HazirScriptTest {

    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    @TempDir(cleanup = CleanupMode.NEVER)
    static Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CompletableFuture<String> results = new CompletableFuture<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::file);
        server.createContext("/res/echo/", this::echo);
        server.createContext("/apps/echo/", this::echo);
        server.createContext("/res/answer/", this::answer);
        server.createContext("/results", exchange -> {
            results.complete(body(exchange));
            send(exchange, 204, "text/plain", "");
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void theScriptKeepsItsPromisesInABrowser() throws Exception {
        Optional<Path> browser = browser();
        Assumptions.assumeTrue(browser.isPresent(), "no Chromium on this machine");
        Process process = new ProcessBuilder(
                        browser.get().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + directory.resolve("profile"),
                        "--remote-debugging-port=0", // keeps the page open
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/hazir-test.html")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("browser.log").toFile())
                .start();
        try {
            assertThat(results.get(180, TimeUnit.SECONDS).lines())
                    .hasSize(15)
                    .allMatch(line -> line.startsWith("passed"));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private void file(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(1);
        String place = name.equals("hazir.js") ? "/META-INF/resources/hazir.js" : "/" + name;
        try (InputStream in = HazirScriptTest.class.getResourceAsStream(place)) {
            if (in == null) {
                send(exchange, 404, "text/plain", "nothing here");
                return;
            }
            String type = name.endsWith(".js") ? "text/javascript" : "text/html";
            send(exchange, 200, type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void echo(HttpExchange exchange) throws IOException {
        String body = body(exchange);
        send(
                exchange,
                200,
                "application/json",
                "{" + field("method", exchange.getRequestMethod())
                        + "," + field("uri", exchange.getRequestURI().toString())
                        + "," + field("type", header(exchange, "Content-Type"))
                        + "," + field("sender", header(exchange, "X-Requested-With"))
                        + "," + field("token", header(exchange, "X-CSRF-Token"))
                        + "," + field("site", header(exchange, "Sec-Fetch-Site"))
                        + "," + field("body", body) + "}");
    }

    private void answer(HttpExchange exchange) throws IOException {
        body(exchange);
        String path = exchange.getRequestURI().getPath();
        switch (path.substring(path.lastIndexOf('/') + 1)) {
            case "json" -> send(exchange, 200, "application/json", "{\"kwh\":12.5}");
            case "text" -> send(exchange, 200, "text/plain; charset=utf-8", "All right");
            case "nothing" -> send(exchange, 204, "text/plain", "");
            case "problem" ->
                send(
                        exchange,
                        422,
                        "application/problem+json",
                        "{\"title\":\"Not a reading\",\"status\":422,\"detail\":\"kWh is not negative\"}");
            case "plain" -> send(exchange, 500, "text/plain", "I'm sorry Dave, I'm afraid I can't do that");
            case "page" -> send(exchange, 503, "text/html", "<h1>Later</h1>");
            case "never" -> waitUntilOver(exchange);
            default -> exchange.close();
        }
    }

    private void waitUntilOver(HttpExchange exchange) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private static String field(String name, String value) {
        String escaped = value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
        return "\"" + name + "\":\"" + escaped + "\"";
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static Optional<Path> browser() {
        return BROWSERS.stream()
                .flatMap(name -> Stream.of(
                                System.getenv().getOrDefault("PATH", "").split(":"))
                        .map(place -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .filter(HazirScriptTest::runs)
                .findFirst();
    }

    /** Some systems have a command in place of a browser that only says how to get one. */
    private static boolean runs(Path program) {
        try {
            Process version = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(program.toString(), e);
        }
    }
}
