package dev.hazir.testkit;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;

/**
 * An HTTP client with its own cookies. Paths are the applet's: {@code /res/next} is its resource {@code /next}, every
 * other path is one of its pages, servlets and websockets.
 */
public final class WebClient {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI host;
    private final String applet;
    private final Timeline timeline;
    private final LongSupplier requests;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .cookieHandler(new CookieManager())
            .build();

    /**
     * A client.
     *
     * @param requests how many requests the applet is answering now
     */
    WebClient(URI host, String applet, Timeline timeline, LongSupplier requests) {
        this.host = host;
        this.applet = applet;
        this.timeline = timeline;
        this.requests = requests;
    }

    /** The whole address of one of the applet's paths. */
    public URI address(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: '" + path + "' (expected: a path that begins with a slash)");
        }
        return path.startsWith("/res/")
                ? host.resolve("/res/" + applet + path.substring("/res".length()))
                : host.resolve("/apps/" + applet + path);
    }

    /** Asks and waits for the answer. */
    public WebAnswer get(String path) {
        return send("GET", path, "", "");
    }

    /** Asks and lets the answer come when it comes. When this returns the request has reached the applet. */
    public WaitingAnswer getLater(String path) {
        long before = requests.getAsLong();
        WaitingAnswer waiting = sendLater("GET", path, BodyPublishers.noBody(), "");
        Awaitility.await("GET " + path + " to reach the applet")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> waiting.done() || requests.getAsLong() > before);
        return waiting;
    }

    /** Posts a form ({@code name=value&…}) and waits for the answer. */
    public WebAnswer postForm(String path, String form) {
        return send("POST", path, form, "application/x-www-form-urlencoded");
    }

    /** Posts JSON, which may use single quotes, and waits for the answer. */
    public WebAnswer postJson(String path, String json) {
        return send("POST", path, Json.strict(json), "application/json");
    }

    /** Sends any method with a text body and waits for the answer; an empty content type sends no such header. */
    public WebAnswer send(String method, String path, String body, String contentType) {
        return sendLater(method, path, BodyPublishers.ofString(body), contentType)
                .answer();
    }

    /** Sends any method with any body and lets the answer come when it comes. */
    public WaitingAnswer sendLater(String method, String path, BodyPublisher body, String contentType) {
        return start(method, address(path), body, contentType);
    }

    /** Gets a page and parses it; fails unless the answer is 200 with HTML. */
    public WebPage page(String path) {
        return get(path).page();
    }

    /** Opens a websocket; fails when it is refused. */
    public WebSocketClient websocket(String path, String... subprotocols) {
        URI address = URI.create(address(path).toString().replaceFirst("^http", "ws"));
        timeline.add("websocket", "open " + address.getPath());
        return WebSocketClient.open(client, address, timeline, subprotocols);
    }

    WaitingAnswer start(String method, URI address, BodyPublisher body, String contentType) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(PATIENCE).method(method, body);
        if (!contentType.isEmpty()) {
            request.header("content-type", contentType);
        }
        String line = method + " " + address.getRawPath()
                + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
        timeline.add("web", line);
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request.build(), BodyHandlers.ofByteArray());
        return new WaitingAnswer(this, timeline, line, answer);
    }

    /** Why a request failed, in a sentence. */
    static String sentence(ExecutionException failure) {
        Throwable cause = failure.getCause();
        return cause instanceof IOException && cause.getMessage() != null ? cause.getMessage() : String.valueOf(cause);
    }
}
