package dev.hazir.hosttests;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Chromium without a window, with one page, driven over the DevTools protocol. */
final class Browser implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    /** Named keys with their codes, which decide what the browser does with them. */
    private static final Map<String, Integer> CODES = Map.of(
            "Enter",
            13,
            "Tab",
            9,
            " ",
            32,
            "Escape",
            27,
            "ArrowDown",
            40,
            "ArrowUp",
            38,
            "ArrowLeft",
            37,
            "ArrowRight",
            39);

    /** What the browser says of an expression whose page went away. */
    private static final List<String> LEFT = List.of(
            "navigated or closed",
            "context was destroyed",
            "Cannot find default execution context",
            "Cannot find context with specified id",
            "Promise was collected");

    private static final int SHIFT = 8;
    private static final int PHONE = 500;
    private static final JsonMapper json = new JsonMapper();

    private final Process process;
    private final Path profile;
    private final DevTools tools;

    private Browser(Process process, Path profile, DevTools tools) {
        this.process = process;
        this.profile = profile;
        this.tools = tools;
    }

    /** Starts the browser; a machine without one aborts the test. */
    static Browser start(Path directory) throws IOException {
        String program = program().orElseThrow(() -> new TestAbortedException("no Chromium on the PATH"));
        Path profile = Files.createDirectories(directory.resolve("profile"));
        Process process = new ProcessBuilder(
                        program,
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("browser.log").toFile())
                .start();
        try {
            HttpClient client = HttpClient.newHttpClient();
            return new Browser(process, profile, new DevTools(page(profile, client), client));
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** The protocol, for those who observe. */
    DevTools tools() {
        return tools;
    }

    /** Goes to an address and waits until the page is loaded. */
    Browser open(URI address) {
        return load(address, state -> state.equals("complete " + address));
    }

    /** Goes to an address that may lead elsewhere and waits until a page is loaded. */
    Browser follow(URI address) {
        return load(address, state -> state.startsWith("complete "));
    }

    /** The page that was there before may have the same address, and be complete. */
    private Browser load(URI address, Predicate<String> loaded) {
        String loader = tools.call("Page.navigate", Map.of("url", address.toString()))
                .path("loaderId")
                .asString("");
        await("a page behind " + address)
                .atMost(Patience.LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> tools.call("Page.getFrameTree")
                                .path("frameTree")
                                .path("frame")
                                .path("loaderId")
                                .asString("")
                                .equals(loader)
                        && loaded.test(state()));
        return this;
    }

    /** Does what leads to another page, also to one of the same address, and waits until that is loaded. */
    void leaving(Runnable act) {
        evaluate("window.left = true; ''");
        act.run();
        await("another page")
                .atMost(Patience.LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        evaluate("document.readyState + ('left' in window)").equals("completefalse"));
    }

    private String state() {
        return evaluate("document.readyState + ' ' + location.href");
    }

    /**
     * The value of an expression in the page, as text; a promise is awaited. Where the page goes away meanwhile the next one is
     * asked.
     */
    String evaluate(String expression) {
        JsonNode answer = await("a page to ask")
                .atMost(Patience.LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> asked(expression), whole -> !isLeft(whole))
                .path("result");
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + " failed: " + answer.get("exceptionDetails"));
        }
        return answer.path("result").path("value").asString("");
    }

    private JsonNode asked(String expression) {
        return tools.ask(
                "Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    }

    private static boolean isLeft(JsonNode answer) {
        String error = answer.path("error").path("message").asString("");
        if (!error.isEmpty() && LEFT.stream().noneMatch(error::contains)) {
            throw new AssertionError("the page cannot be asked: " + error);
        }
        return !error.isEmpty();
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
            tools.call(
                    "Input.dispatchMouseEvent",
                    Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
        }
    }

    /** Runs a script in every page that is opened from now on, before its own. */
    Browser before(String script) {
        tools.call("Page.enable");
        tools.call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
        return this;
    }

    /** Types into what has the focus. */
    void type(String text) {
        tools.call("Input.insertText", Map.of("text", text));
    }

    /** Presses and releases a key: one character, a name such as {@code Enter}, or one with {@code Shift+} before it. */
    void press(String key) {
        boolean shifted = key.startsWith("Shift+");
        String name = shifted ? key.substring("Shift+".length()) : key;
        Map<String, Object> event = new HashMap<>(Map.of("key", name, "modifiers", shifted ? SHIFT : 0));
        if (CODES.containsKey(name)) {
            event.put("code", name.equals(" ") ? "Space" : name);
            event.put("windowsVirtualKeyCode", CODES.get(name));
        }
        Map<String, Object> down = new HashMap<>(event);
        down.put("type", "keyDown");
        if (name.length() == 1 || name.equals("Enter")) {
            down.put("text", name.equals("Enter") ? "\r" : name);
        }
        tools.call("Input.dispatchKeyEvent", down);
        event.put("type", "keyUp");
        tools.call("Input.dispatchKeyEvent", event);
    }

    /** Gives the files of this list to whatever asks for some from now on, in place of the window of the system. */
    void chooseWhenAsked(List<Path> files) {
        tools.call("Page.enable");
        tools.call("Page.setInterceptFileChooserDialog", Map.of("enabled", true));
        tools.listen((event, asked) -> {
            if (event.equals("Page.fileChooserOpened")) {
                tools.send(
                        "DOM.setFileInputFiles",
                        Map.of(
                                "files",
                                files.stream().map(Path::toString).toList(),
                                "backendNodeId",
                                asked.path("backendNodeId").asInt()));
            }
        });
    }

    /** Shows the page as wide as this from now on, without loading it again; a narrow one as phones do. */
    Browser width(int pixels) {
        boolean phone = pixels < PHONE;
        tools.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", phone ? 844 : 800, "deviceScaleFactor", 1, "mobile", phone));
        return this;
    }

    /** Shows the page in the colours of a system that is {@code light} or {@code dark}, and lets nothing move. */
    Browser colours(String scheme) {
        tools.call(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", scheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        return this;
    }

    /** Writes a picture of the page from its top on, at most so many pixels high. */
    void picture(Path file, int highest) {
        JsonNode size = tools.call("Page.getLayoutMetrics").path("cssContentSize");
        Map<String, Object> clip = Map.of(
                "x", 0,
                "y", 0,
                "width", size.path("width").asDouble(),
                "height", Math.min(size.path("height").asDouble(), highest),
                "scale", 1);
        String data = tools.call(
                        "Page.captureScreenshot",
                        Map.of("format", "webp", "quality", 50, "captureBeyondViewport", true, "clip", clip))
                .path("data")
                .asString();
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, Base64.getDecoder().decode(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its other processes end a moment after it, and may write until then: the folder of the test can be deleted after this. */
    @Override
    public void close() throws InterruptedException {
        tools.close();
        List<ProcessHandle> parts = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        parts.forEach(ProcessHandle::destroyForcibly);
        await("the end of what the browser wrote")
                .atMost(Patience.LIMIT)
                .pollDelay(Duration.ZERO)
                .until(() -> deleted(profile));
    }

    private static boolean deleted(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return !Files.exists(folder);
        }
    }

    private static URI page(Path profile, HttpClient client) {
        Path chosen = profile.resolve("DevToolsActivePort");
        await("the browser")
                .atMost(Patience.LIMIT)
                .until(() -> Files.exists(chosen) && Files.readString(chosen).contains("\n"));
        return await("a page of the browser")
                .atMost(Patience.LIMIT)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> firstPage(Files.readAllLines(chosen).get(0), client), Optional::isPresent)
                .orElseThrow();
    }

    private static Optional<URI> firstPage(String port, HttpClient client) throws IOException, InterruptedException {
        URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
        String pages = client.send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
                .body();
        return json.readTree(pages)
                .valueStream()
                .filter(target -> target.path("type").asString("").equals("page"))
                .map(page -> URI.create(page.path("webSocketDebuggerUrl").asString()))
                .findFirst();
    }

    private static Optional<String> program() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .filter(Browser::runs)
                .findFirst();
    }

    /** Some systems have a command in place of a browser that only says how to get one. */
    private static boolean runs(String program) {
        try {
            Process version = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(program, e);
        }
    }
}
