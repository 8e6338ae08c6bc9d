package dev.hazir.testkit;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A websocket to the applet. Closing it closes the websocket. */
public final class WebSocketClient implements AutoCloseable {

    private final Timeline timeline;
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private WebSocketClient(HttpClient client, URI address, Timeline timeline, String... subprotocols) {
        this.timeline = timeline;
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(Patience.LIMIT);
        if (subprotocols.length > 0) {
            builder.subprotocols(subprotocols[0], Arrays.copyOfRange(subprotocols, 1, subprotocols.length));
        }
        this.socket = builder.buildAsync(address, new Receiver()).join();
    }

    static WebSocketClient open(HttpClient client, URI address, Timeline timeline, String... subprotocols) {
        try {
            return new WebSocketClient(client, address, timeline, subprotocols);
        } catch (CompletionException e) {
            throw timeline.failure("the websocket " + address.getPath() + " was refused: " + e.getCause());
        }
    }

    /** Sends a text message. */
    public WebSocketClient send(String text) {
        timeline.add("websocket", "-> " + text);
        socket.sendText(text, true).join();
        return this;
    }

    /** Fails unless the next text message is this one, within 30 s. */
    public WebSocketClient expect(String text) {
        String message = next("'" + text + "'");
        if (!message.equals(text)) {
            throw timeline.failure("the websocket received '" + message + "' (expected: '" + text + "')");
        }
        return this;
    }

    /** Fails unless the next text message is JSON that says the same, within 30 s; it may use single quotes. */
    public WebSocketClient expectJson(String json) {
        String message = next(json);
        if (!Json.same(json, message)) {
            throw timeline.failure("the websocket received '" + message + "' (expected: " + json + ")");
        }
        return this;
    }

    /** Fails unless the applet closes the websocket with this code, within 30 s. */
    public void expectClosed(int code) {
        Integer actual = closed.completeOnTimeout(-1, Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        if (actual != code) {
            throw timeline.failure(
                    actual == -1
                            ? "the websocket is still open (expected: closed with " + code + ")"
                            : "the websocket was closed with " + actual + " (expected: " + code + ")");
        }
    }

    /** The subprotocol that was agreed on, or an empty text. */
    public String subprotocol() {
        return socket.getSubprotocol();
    }

    @Override
    public void close() {
        if (!socket.isOutputClosed()) {
            CompletionStage<WebSocket> sent = socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
            sent.toCompletableFuture()
                    .orTimeout(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        closed.completeOnTimeout(-1, Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        socket.abort();
    }

    private String next(String expectation) {
        try {
            String message = received.poll(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (message == null) {
                throw timeline.failure("the websocket received nothing (expected: " + expectation + ")");
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw timeline.failure("the test was interrupted while the websocket was waiting");
        }
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                timeline.add("websocket", "<- " + parts);
                received.add(parts.toString());
                parts.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            timeline.add("websocket", "closed with " + statusCode + " " + reason);
            closed.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            timeline.add("websocket", "lost: " + error);
            closed.complete(1006);
        }
    }
}
