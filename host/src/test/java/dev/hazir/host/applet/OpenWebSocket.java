package dev.hazir.host.applet;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An open websocket. */
final class OpenWebSocket implements Open, WebSocket.Listener {

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    OpenWebSocket(URI host, String path) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(host.toString().replace("http", "ws") + path), this)
                .join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        answers.add(data.toString());
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        answers.add("closed");
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        answers.add("closed");
    }

    @Override
    public String serves() throws InterruptedException {
        try {
            socket.sendText("?", true).get();
        } catch (ExecutionException e) {
            return "closed";
        }
        String answer = answers.poll(60, TimeUnit.SECONDS);
        return answer == null ? "silent" : answer;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
