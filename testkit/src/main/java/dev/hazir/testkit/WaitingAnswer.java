package dev.hazir.testkit;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A request whose answer may come later. */
public final class WaitingAnswer {

    private static final Duration A_WHILE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final WebClient client;
    private final Timeline timeline;
    private final String request;
    private final CompletableFuture<HttpResponse<byte[]>> answer;

    WaitingAnswer(WebClient client, Timeline timeline, String request, CompletableFuture<HttpResponse<byte[]>> answer) {
        this.client = client;
        this.timeline = timeline;
        this.request = request;
        this.answer = answer;
    }

    /** Fails when the answer is there after a tenth of a second; so long the request surely has reached the applet. */
    public WaitingAnswer stillOpen() {
        try {
            HttpResponse<byte[]> early = answer.get(A_WHILE.toMillis(), TimeUnit.MILLISECONDS);
            throw timeline.failure(request + " was answered with " + early.statusCode() + " (expected: no answer yet)");
        } catch (TimeoutException e) {
            return this;
        } catch (ExecutionException e) {
            throw timeline.failure(request + " failed: " + WebClient.sentence(e));
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    boolean done() {
        return answer.isDone();
    }

    /** Waits for the answer, at most 10 s. */
    public WebAnswer answer() {
        try {
            HttpResponse<byte[]> response = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            timeline.add("web", response.statusCode() + " to " + request);
            return new WebAnswer(client, timeline, request, response);
        } catch (TimeoutException e) {
            throw timeline.failure(request + " was not answered within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw timeline.failure(request + " failed: " + WebClient.sentence(e));
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Goes away without waiting for the answer: the connection is closed. */
    public void cut() {
        timeline.add("web", "cut " + request);
        answer.cancel(true);
    }

    private AssertionError interrupted() {
        Thread.currentThread().interrupt();
        return timeline.failure("the test was interrupted while " + request + " was waiting");
    }
}
