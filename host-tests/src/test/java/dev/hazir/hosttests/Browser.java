package dev.hazir.hosttests;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Chromium without a window, with one page, driven over the DevTools protocol. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final JsonMapper json = new JsonMapper();

    private final Process process;
    private final WebSocket socket;
    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();

    private Browser(Process process, URI page, HttpClient client) {
        this.process = process;
        this.socket =
                client.newWebSocketBuilder().buildAsync(page, new Receiver()).join();
    }

    /** Starts the browser; a machine without one aborts the test. */
    static Browser start(Path directory) throws IOException, InterruptedException {
        String program = program().orElseThrow(() -> new TestAbortedException("no Chromium on the PATH"));
        Path profile = Files.createDirectories(directory.resolve("profile"));
        Process process = new ProcessBuilder(
                        program,
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("browser.log").toFile())
                .start();
        Path chosen = profile.resolve("DevToolsActivePort");
        await("the browser")
                .atMost(PATIENCE)
                .until(() -> Files.exists(chosen) && Files.readString(chosen).contains("\n"));
        String port = Files.readAllLines(chosen).get(0);
        HttpClient client = HttpClient.newHttpClient();
        URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
        String pages = client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                .body();
        for (JsonNode target : json.readTree(pages)) {
            if (target.path("type").asString("").equals("page")) {
                return new Browser(
                        process, URI.create(target.path("webSocketDebuggerUrl").asString()), client);
            }
        }
        process.destroy();
        throw new IOException("the browser has no page: " + pages);
    }

    /** Goes to an address and waits until the page is loaded. */
    Browser open(URI address) {
        call("Page.navigate", Map.of("url", address.toString()));
        await("page " + address)
                .atMost(PATIENCE)
                .until(() ->
                        evaluate("document.readyState + ' ' + location.href").equals("complete " + address));
        return this;
    }

    /** The value of an expression in the page, as text; a promise is awaited. */
    String evaluate(String expression) {
        JsonNode answer =
                call("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + " failed: " + answer.get("exceptionDetails"));
        }
        return answer.path("result").path("value").asString("");
    }

    /** Presses and releases the mouse over the first element a selector finds, as a user does. */
    void click(String selector) {
        String place = evaluate("""
                (() => {
                    const element = document.querySelector(%s);
                    element.scrollIntoView();
                    const box = element.getBoundingClientRect();
                    return (box.x + box.width / 2) + " " + (box.y + box.height / 2);
                })()
                """.formatted(json.writeValueAsString(selector)));
        double x = Double.parseDouble(place.split(" ")[0]);
        double y = Double.parseDouble(place.split(" ")[1]);
        for (String type : List.of("mousePressed", "mouseReleased")) {
            call("Input.dispatchMouseEvent", Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
        }
    }

    /** Runs a script in every page that is opened from now on, before its own. */
    Browser before(String script) {
        call("Page.enable", Map.of());
        call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
        return this;
    }

    /** Types into what has the focus. */
    void type(String text) {
        call("Input.insertText", Map.of("text", text));
    }

    /** Presses and releases a key: one character, or a name such as {@code Enter}. */
    void press(String key) {
        boolean character = key.length() == 1;
        Map<String, Object> event = new HashMap<>(Map.of("type", "keyDown", "key", key));
        if (character) {
            event.put("text", key);
        } else if (key.equals("Enter")) {
            event.putAll(Map.of("text", "\r", "windowsVirtualKeyCode", 13));
        }
        call("Input.dispatchKeyEvent", event);
        call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    @Override
    public void close() throws InterruptedException {
        socket.abort();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private JsonNode call(String method, Map<String, ?> parameters) {
        int id = last.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        String text = json.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
        socket.sendText(text, true).join();
        JsonNode message =
                answer.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        if (message.has("error")) {
            throw new AssertionError(method + ": " + message.get("error"));
        }
        return message.path("result");
    }

    private static Optional<String> program() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean whole) {
            parts.append(data);
            if (whole) {
                JsonNode message = json.readTree(parts.toString());
                parts.setLength(0);
                CompletableFuture<JsonNode> waiting =
                        asked.remove(message.path("id").asInt(-1));
                if (waiting != null) {
                    waiting.complete(message);
                }
            }
            webSocket.request(1);
            return null;
        }
    }
}
