package dev.hazir.host.request;

import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.http.BodyChunk;
import dev.hazir.host.http.HttpExchange;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Gives a body to a subscriber as it asks for it. All state belongs to the event loop. */
final class BodyFlow implements Flow.Subscription {

    private final Guest guest;
    private final HttpExchange exchange;
    private final Trigger trigger;
    private final Flow.Subscriber<? super ByteBuffer> subscriber;
    private long requested;
    private boolean giving;
    private boolean waiting;
    private boolean over;

    BodyFlow(Guest guest, HttpExchange exchange, Trigger trigger, Flow.Subscriber<? super ByteBuffer> subscriber) {
        this.guest = guest;
        this.exchange = exchange;
        this.trigger = trigger;
        this.subscriber = subscriber;
    }

    /** Tells the subscriber; on the event loop. */
    void open() {
        if (!guest.run(trigger, () -> subscriber.onSubscribe(this))) {
            stop();
        } else if (!exchange.request().hasBody()) {
            finish(null);
        }
    }

    @Override
    public void request(long count) {
        if (exchange.loop().inEventLoop()) {
            more(count);
        } else {
            exchange.loop().execute(() -> more(count));
        }
    }

    @Override
    public void cancel() {
        if (exchange.loop().inEventLoop()) {
            stop();
        } else {
            exchange.loop().execute(this::stop);
        }
    }

    private void more(long count) {
        if (count <= 0) {
            finish(new IllegalArgumentException("request: " + count + " (expected: a positive number)"));
            return;
        }
        requested = requested + count < 0 ? Long.MAX_VALUE : requested + count;
        give();
    }

    private void give() {
        if (giving || waiting) {
            return;
        }
        giving = true;
        try {
            while (!over && requested > 0) {
                BodyChunk chunk = exchange.read();
                if (chunk == null) {
                    waiting = true;
                    exchange.demand(this::arrived);
                    return;
                }
                give(chunk);
            }
        } finally {
            giving = false;
        }
    }

    private void arrived() {
        waiting = false;
        give();
    }

    private void give(BodyChunk chunk) {
        ByteBuffer bytes = bytes(chunk);
        if (bytes.hasRemaining()) {
            requested--;
            if (!guest.run(trigger, () -> subscriber.onNext(bytes))) {
                stop();
            }
        }
        if (chunk.last()) {
            finish(chunk.failure() == null ? null : RequestBody.told(chunk.failure()));
        }
    }

    private void finish(@Nullable Throwable failure) {
        if (over) {
            return;
        }
        over = true;
        if (failure == null) {
            guest.run(trigger, subscriber::onComplete);
        } else {
            exchange.ignoreBody();
            guest.run(trigger, () -> subscriber.onError(failure));
        }
    }

    private void stop() {
        if (!over) {
            over = true;
            exchange.ignoreBody();
        }
    }

    private static ByteBuffer bytes(BodyChunk chunk) {
        ByteBuf content = chunk.content();
        byte[] copy = new byte[content.readableBytes()];
        content.readBytes(copy);
        chunk.release();
        return ByteBuffer.wrap(copy);
    }
}
