package dev.hazir.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * An HTTP client with its own cookies. Paths are the applet's: {@code /res/next} is its resource {@code /next}, every
 * other path is one of its pages, servlets and websockets.
 */
public final class WebClient {

    private final SharedHost host;
    private final String applet;
    private final Timeline timeline;
    private final Account account;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .cookieHandler(cookies)
            .build();

    WebClient(SharedHost host, String applet, Timeline timeline, Account account) {
        this.host = host;
        this.applet = applet;
        this.timeline = timeline;
        this.account = account;
    }

    /** The whole address of one of the applet's paths. */
    public URI address(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: '" + path + "' (expected: a path that begins with a slash)");
        }
        return path.startsWith("/res/")
                ? host.url().resolve("/res/" + applet + path.substring("/res".length()))
                : host.url().resolve("/apps/" + applet + path);
    }

    /** Asks and waits for the answer. */
    public WebAnswer get(String path) {
        return send("GET", path, "", "");
    }

    /** Asks and lets the answer come when it comes. When this returns the request has reached the applet. */
    public WaitingAnswer getLater(String path) {
        settle(); // what was answered before is no longer counted then
        long before = host.requests(applet);
        WaitingAnswer waiting = sendLater("GET", path, BodyPublishers.noBody(), "");
        Awaitility.await("GET " + path + " to reach the applet")
                .atMost(Patience.LIMIT)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> waiting.done() || host.requests(applet) > before);
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

    /**
     * Asks like a client that takes its answer as slowly as the test lets it. The client's cookies go with it.
     *
     * @see SlowReader
     */
    public SlowReader slowReader(String path) {
        Asked request = new Asked("GET", address(path));
        timeline.add("web", request + " (slow reader)");
        return new SlowReader(this, request, cookies(request.address()));
    }

    WaitingAnswer start(String method, URI address, BodyPublisher body, String contentType) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(Patience.LIMIT.multipliedBy(2))
                .method(method, body);
        if (!contentType.isEmpty()) {
            request.header("content-type", contentType);
        }
        Asked asked = new Asked(method, address);
        timeline.add("web", asked.toString());
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request.build(), BodyHandlers.ofByteArray());
        WaitingAnswer waiting = new WaitingAnswer(this, timeline, asked, answer);
        account.add(waiting);
        return waiting;
    }

    AssertionError failure(Asked request, String sentence) {
        return account.failure(request, sentence);
    }

    /** Returns when every event loop has done what was handed to it before. */
    private void settle() {
        host.settle();
    }

    /** Returns when the answers that the applet has given by now have reached this test. */
    void takeAnswers() {
        settle();
        try {
            Awaitility.await("answers of " + applet + " to reach the test")
                    .atMost(Patience.LIMIT)
                    .pollInterval(Duration.ofMillis(1))
                    .pollDelay(Duration.ZERO)
                    .until(() -> account.open().size() <= host.openRequests(applet));
        } catch (ConditionTimeoutException e) {
            timeline.add("web", "waiting for what has not reached " + applet);
        }
    }

    private String cookies(URI address) {
        try {
            return String.join("; ", cookies.get(address, Map.of()).getOrDefault("Cookie", List.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why a request failed, in a sentence. */
    static String sentence(ExecutionException failure) {
        Throwable cause = failure.getCause();
        return cause instanceof IOException && cause.getMessage() != null ? cause.getMessage() : String.valueOf(cause);
    }
}
