package dev.hazir.hosttests;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The DevTools protocol of one page: calls with answers, and events. Listeners are told on the connection's thread. */
final class DevTools implements AutoCloseable {

    private static final JsonMapper json = new JsonMapper();

    private final WebSocket socket;
    private final AtomicInteger last = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final List<BiConsumer<String, JsonNode>> listeners = new CopyOnWriteArrayList<>();

    DevTools(URI page, HttpClient client) {
        this.socket =
                client.newWebSocketBuilder().buildAsync(page, new Receiver()).join();
    }

    JsonNode call(String method) {
        return call(method, Map.of());
    }

    JsonNode call(String method, Map<String, ?> parameters) {
        JsonNode message = ask(method, parameters);
        if (message.has("error")) {
            throw new AssertionError(method + ": " + message.get("error"));
        }
        return message.path("result");
    }

    /** The whole answer to a call: its result, or an error. */
    JsonNode ask(String method, Map<String, ?> parameters) {
        return send(method, parameters)
                .orTimeout(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Sends a call without waiting; it may be made by a listener. */
    CompletableFuture<JsonNode> send(String method, Map<String, ?> parameters) {
        int id = last.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(id, answer);
        String text = json.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
        synchronized (socket) {
            socket.sendText(text, true).join();
        }
        return answer;
    }

    /** Tells of every event: its name and what it says. */
    void listen(BiConsumer<String, JsonNode> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private void received(JsonNode message) {
        CompletableFuture<JsonNode> waiting = asked.remove(message.path("id").asInt(-1));
        if (waiting != null) {
            waiting.complete(message);
        } else {
            String event = message.path("method").asString("");
            listeners.forEach(listener -> listener.accept(event, message.path("params")));
        }
    }

    private final class Receiver implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean whole) {
            parts.append(data);
            if (whole) {
                JsonNode message = json.readTree(parts.toString());
                parts.setLength(0);
                received(message);
            }
            webSocket.request(1);
            return null;
        }
    }
}
