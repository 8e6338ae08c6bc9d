package dev.hazir.host.request;

import dev.hazir.applet.loop.Body;
import dev.hazir.applet.loop.StatusException;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.LoopThread;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.http.BodyTooLargeException;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.JsonFault;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpUtil;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.core.JacksonException;

/** The body of an exchange's request, consumed once in one of several ways. */
final class RequestBody implements Body {

    private static final int MAX_WHOLE = 1 << 20;

    private final Guest guest;
    private final HttpExchange exchange;
    private final Trigger trigger;
    private final AtomicBoolean taken = new AtomicBoolean();

    RequestBody(Guest guest, HttpExchange exchange, Trigger trigger) {
        this.guest = guest;
        this.exchange = exchange;
        this.trigger = trigger;
    }

    @Override
    public OptionalLong length() {
        long length = exchange.request().contentLength();
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    @Override
    public CompletionStage<byte[]> bytes(int maxBytes) {
        take();
        CompletableFuture<byte[]> whole = new CompletableFuture<>();
        if (length().orElse(0) > maxBytes) {
            whole.completeExceptionally(tooLarge(maxBytes));
            return whole;
        }
        WholeBody reading = new WholeBody(guest, exchange, trigger, maxBytes, whole);
        if (exchange.loop().inEventLoop()) {
            reading.run();
        } else {
            exchange.loop().execute(reading);
        }
        return whole;
    }

    @Override
    public CompletionStage<String> text() {
        Charset charset = HttpUtil.getCharset(contentType(), StandardCharsets.UTF_8);
        return bytes(MAX_WHOLE).thenApply(bytes -> new String(bytes, charset));
    }

    @Override
    public <T> CompletionStage<T> json(Class<T> type) {
        return bytes(MAX_WHOLE).thenApply(bytes -> {
            try {
                return guest.json().readValue(bytes, type);
            } catch (JacksonException e) {
                throw new StatusException(400, "The body is not the JSON expected here: " + JsonFault.of(e));
            }
        });
    }

    @Override
    public CompletionStage<Map<String, List<String>>> form() {
        String type = contentType().split(";", 2)[0].trim();
        if (!HttpHeaderValues.APPLICATION_X_WWW_FORM_URLENCODED.contentEqualsIgnoreCase(type)) {
            take();
            return CompletableFuture.completedFuture(Map.of());
        }
        return bytes(MAX_WHOLE).thenApply(bytes -> LiveRequest.fields(new String(bytes, StandardCharsets.UTF_8)));
    }

    @Override
    public InputStream stream() {
        requireWorker();
        take();
        return new BodyStream(exchange);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        take();
        BodyFlow flow = new BodyFlow(guest, exchange, trigger, subscriber);
        if (exchange.loop().inEventLoop()) {
            flow.open();
        } else {
            exchange.loop().execute(flow::open);
        }
    }

    static void requireWorker() {
        if (LoopThread.here()) {
            throw new IllegalStateException(
                    "a body was read as a stream, which blocks, on the event loop "
                            + Thread.currentThread().getName()
                            + "; use bytes(), text(), json(), form() or subscribe() here, or read the stream in app.blocking(…)");
        }
    }

    /** What a guest is told about a body that broke off. */
    static Throwable told(Throwable failure) {
        return failure instanceof BodyTooLargeException
                ? new StatusException(413, "The body of the request is too large: " + failure.getMessage() + ".")
                : failure;
    }

    static StatusException tooLarge(long limit) {
        return new StatusException(413, "The body of the request has more than " + limit + " bytes.");
    }

    private String contentType() {
        return exchange.request().headers().get(HttpHeaderNames.CONTENT_TYPE, "");
    }

    private void take() {
        if (!taken.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "the body of " + trigger.what() + " was consumed before; keep what was read the first time");
        }
    }
}
