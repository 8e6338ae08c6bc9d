package dev.hazir.hosttests;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A websocket client that asks its next question when it has the answer to the one before. An answer is {@code VERSION COUNT
 * QUESTION}, where COUNT is how many questions this connection has asked, whatever version answers.
 */
final class LockStepSocket implements WebSocket.Listener {

    /** All clients together leave a small machine time for upgrades. */
    private static final Executor SOON = CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);

    private final AtomicLong slowestNanos;
    private final Set<String> versions = ConcurrentHashMap.newKeySet();
    private final StringBuilder answer = new StringBuilder();
    private volatile String latestVersion = "";
    private volatile String fault = "";
    private volatile int answers;
    private volatile boolean enough;
    private volatile boolean finished;
    private long askedNanos;

    private LockStepSocket(AtomicLong slowestNanos) {
        this.slowestNanos = slowestNanos;
    }

    /** Connects and begins. */
    static LockStepSocket open(HttpClient client, URI url, AtomicLong slowestNanos) {
        LockStepSocket socket = new LockStepSocket(slowestNanos);
        client.newWebSocketBuilder().buildAsync(url, socket).join();
        return socket;
    }

    /** The versions that have answered. */
    Set<String> versions() {
        return versions;
    }

    String latestVersion() {
        return latestVersion;
    }

    int answers() {
        return answers;
    }

    /** What went wrong first, or nothing. */
    String fault() {
        return fault;
    }

    /** Asks no further question and closes after the answer that is under way. */
    void enough() {
        enough = true;
    }

    /** Whether the last question was answered and the host has closed in order. */
    boolean finished() {
        return finished;
    }

    @Override
    public void onOpen(WebSocket socket) {
        ask(socket);
        socket.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        answer.append(text);
        if (last) {
            check(answer.toString());
            answer.setLength(0);
            if (enough) {
                socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
            } else {
                SOON.execute(() -> ask(socket));
            }
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        finished = true;
        if (!enough || code != WebSocket.NORMAL_CLOSURE) {
            failed("closed with " + code + " " + reason);
        }
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        failed(failure.toString());
    }

    private void ask(WebSocket socket) {
        askedNanos = System.nanoTime();
        socket.sendText("question " + (answers + 1), true);
    }

    private void check(String text) {
        slowestNanos.accumulateAndGet(System.nanoTime() - askedNanos, Math::max);
        int number = answers + 1;
        String version = text.substring(0, text.indexOf(' '));
        if (!text.equals(version + " " + number + " question " + number)) {
            failed("answer " + number + ": " + text);
        }
        answers = number;
        versions.add(version);
        latestVersion = version;
    }

    private void failed(String what) {
        if (fault.isEmpty()) {
            fault = what + " after " + answers + " answers, " + TimeUnit.NANOSECONDS.toMillis(slowestNanos.get())
                    + " ms for the slowest";
        }
    }
}
