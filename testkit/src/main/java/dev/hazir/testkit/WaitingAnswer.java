package dev.hazir.testkit;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A request whose answer may come later. */
public final class WaitingAnswer {

    /** What the applet has sent reaches the test within this time. */
    private static final Duration ON_THE_WAY = Duration.ofMillis(20);

    private final WebClient client;
    private final Timeline timeline;
    private final Asked request;
    private final CompletableFuture<HttpResponse<byte[]>> answer;

    WaitingAnswer(WebClient client, Timeline timeline, Asked request, CompletableFuture<HttpResponse<byte[]>> answer) {
        this.client = client;
        this.timeline = timeline;
        this.request = request;
        this.answer = answer;
    }

    /**
     * Fails when the answer is there once the event loops have done what they had to do. Wait for the request to reach the
     * applet first, as {@link WebClient#getLater} does.
     */
    public WaitingAnswer stillOpen() {
        client.takeAnswers();
        try {
            HttpResponse<byte[]> early = answer.get(ON_THE_WAY.toMillis(), TimeUnit.MILLISECONDS);
            throw client.failure(request, " was answered with " + early.statusCode() + " (expected: no answer yet)");
        } catch (TimeoutException e) {
            return this;
        } catch (ExecutionException e) {
            throw client.failure(request, " failed: " + WebClient.sentence(e));
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    boolean done() {
        return answer.isDone();
    }

    /** Waits for the answer, at most 30 s. */
    public WebAnswer answer() {
        try {
            HttpResponse<byte[]> response = answer.get(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            timeline.add("web", response.statusCode() + " to " + request);
            return new WebAnswer(client, timeline, request, response);
        } catch (TimeoutException e) {
            throw client.failure(request, " was not answered within " + Patience.LIMIT.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw client.failure(request, " failed: " + WebClient.sentence(e));
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Goes away without waiting for the answer: the connection is closed. */
    public void cut() {
        timeline.add("web", "cut " + request);
        answer.cancel(true);
    }

    @Override
    public String toString() {
        return request.toString();
    }

    private AssertionError interrupted() {
        Thread.currentThread().interrupt();
        return timeline.failure("the test was interrupted while " + request + " was waiting");
    }
}
