package dev.hazir.host.resource;

import dev.hazir.applet.Registration;
import dev.hazir.applet.loop.Reply;
import dev.hazir.applet.loop.StatusException;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.http.BodyTooLargeException;
import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.Failures;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.request.LiveRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a handler gives into the response of one exchange. The first result counts: what comes after it, after a
 * time-out or after the client has gone is dropped. Any thread.
 */
final class Answer implements SendCallback {

    private final Guest guest;
    private final HttpExchange exchange;
    private final LiveRequest request;
    private final Trigger trigger;
    private final HostTime time;
    private final Duration timeout;
    private final EventStreams streams;
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile @Nullable Registration timer;

    Answer(
            Guest guest,
            HttpExchange exchange,
            LiveRequest request,
            Trigger trigger,
            HostTime time,
            Duration timeout,
            EventStreams streams) {
        this.guest = guest;
        this.exchange = exchange;
        this.request = request;
        this.trigger = trigger;
        this.time = time;
        this.timeout = timeout;
        this.streams = streams;
    }

    Guest guest() {
        return guest;
    }

    HttpExchange exchange() {
        return exchange;
    }

    Trigger trigger() {
        return trigger;
    }

    HostTime time() {
        return time;
    }

    /** Where a stream of events is known while it is open. */
    EventStreams streams() {
        return streams;
    }

    /** Calls a handler on the current thread and answers with what it gives. */
    void from(Callable<@Nullable Object> handler) {
        Object outcome;
        try {
            outcome = guest.<Object>call(trigger, () -> prepare(handler.call()));
        } catch (Exception e) {
            fail(e);
            return;
        }
        if (outcome instanceof CompletionStage<?> stage) {
            await(stage);
        } else {
            send((Prepared) outcome);
        }
    }

    /** Calls a handler on a worker thread and answers with what it gives, or with 503 when all are busy. */
    void fromWorker(Callable<@Nullable Object> handler) {
        exchange.onAbort(cause -> request.end());
        try {
            guest.workers().execute(() -> from(handler));
        } catch (RejectedExecutionException e) {
            fail(e);
        }
    }

    /** Answers a failure: of the guest, unless it is one that the client is told about. */
    void fail(Throwable failure) {
        if (settle()) {
            error(failure);
        }
    }

    /** The last part was sent. */
    @Override
    public void sent() {
        over();
    }

    /** The client has gone. */
    @Override
    public void failed(Throwable cause) {
        over();
    }

    /** Ends the request, on its event loop. */
    void over() {
        if (exchange.loop().inEventLoop()) {
            end();
        } else {
            exchange.loop().execute(this::end);
        }
    }

    /** Gives up on a response that has begun. */
    void broken(Throwable cause) {
        guest.fault(trigger, cause);
        exchange.abort(cause);
        over();
    }

    private void end() {
        if (exchange.request().hasBody()) {
            exchange.ignoreBody();
        }
        request.end();
    }

    /** A {@link Prepared} or a {@link CompletionStage}; runs as guest code. */
    private Object prepare(@Nullable Object value) {
        if (value instanceof Reply reply) {
            return Prepared.of(reply, guest);
        }
        if (value instanceof CompletionStage<?> stage) {
            return stage;
        }
        if (value instanceof Optional<?> optional) {
            return prepare(optional.orElse(null));
        }
        return value == null ? Prepared.nothing() : Prepared.json(value, guest);
    }

    private void await(CompletionStage<?> stage) {
        exchange.onAbort(cause -> {
            if (settle()) {
                cancel(stage);
                over();
            }
        });
        AtomicBoolean subscribing = new AtomicBoolean(true);
        guest.run(
                trigger,
                () -> stage.whenComplete((value, failure) -> {
                    if (subscribing.get() && exchange.loop().inEventLoop()) {
                        completed(value, failure);
                    } else {
                        exchange.loop().execute(() -> completed(value, failure));
                    }
                }));
        subscribing.set(false);
        if (!settled.get()) {
            timer = time.after(timeout, exchange.loop(), () -> timedOut(stage));
            if (settled.get()) {
                stopTimer();
            }
        }
    }

    private void completed(@Nullable Object value, @Nullable Throwable failure) {
        if (settled.get()) {
            return;
        }
        if (failure != null) {
            fail(failure);
        } else {
            from(() -> value);
        }
    }

    private void timedOut(CompletionStage<?> stage) {
        if (settle()) {
            cancel(stage);
            ErrorAnswer.of(504, "The answer took longer than " + timeout.toMillis() + " ms.")
                    .to(exchange);
            over();
        }
    }

    private void cancel(CompletionStage<?> stage) {
        guest.run(trigger, () -> {
            try {
                stage.toCompletableFuture().cancel(true);
            } catch (UnsupportedOperationException e) {
                // A stage that is no future cannot be cancelled; its result is dropped when it comes.
                return;
            }
        });
    }

    private void send(Prepared prepared) {
        if (!settle()) {
            prepared.release();
            return;
        }
        ResponseHead head = prepared.head();
        ByteBuf whole = prepared.whole();
        if (exchange.request().method().equals("HEAD")) {
            prepared.release();
            exchange.send(head, Unpooled.EMPTY_BUFFER, true, this);
        } else if (whole != null) {
            exchange.send(head, whole, true, this);
        } else if (prepared.content() instanceof Reply.Stream stream) {
            new StreamedContent(this, head).start(stream.publisher());
        } else if (prepared.content() instanceof Reply.Events events) {
            new LiveEvents(this, request).open(head, events.handler());
        }
    }

    private boolean settle() {
        if (settled.compareAndSet(false, true)) {
            stopTimer();
            return true;
        }
        return false;
    }

    private void stopTimer() {
        Registration running = timer;
        if (running != null) {
            running.close();
        }
    }

    /** Answers a failure while nothing of the response was sent yet. */
    void error(Throwable failure) {
        Throwable cause = unwrap(failure);
        errorAnswer(cause).to(exchange);
        over();
    }

    private ErrorAnswer errorAnswer(Throwable cause) {
        if (cause instanceof StatusException status) {
            return ErrorAnswer.of(status.status(), String.valueOf(status.getMessage()));
        }
        if (cause instanceof BodyTooLargeException || cause.getCause() instanceof BodyTooLargeException) {
            return ErrorAnswer.of(413, "The body of the request is too large.");
        }
        if (cause instanceof RejectedExecutionException) {
            return ErrorAnswer.busy();
        }
        if (cause instanceof CancellationException) {
            return ErrorAnswer.unavailable("The answer was cancelled. Try again in a moment.", 1);
        }
        String reference = Failures.reference();
        guest.fault(Trigger.of(trigger + " (reference " + reference + ")"), cause);
        return ErrorAnswer.failure(guest.id(), cause).written(reference);
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
