package dev.hazir.host.request;

import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.http.BodyChunk;
import dev.hazir.host.http.HttpExchange;
import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Collects a body in memory. Runs on the event loop each time more of it has arrived. */
final class WholeBody implements Runnable {

    private final Guest guest;
    private final HttpExchange exchange;
    private final Trigger trigger;
    private final int limit;
    private final CompletableFuture<byte[]> whole;
    private final ByteArrayOutputStream bytes;

    WholeBody(Guest guest, HttpExchange exchange, Trigger trigger, int limit, CompletableFuture<byte[]> whole) {
        this.guest = guest;
        this.exchange = exchange;
        this.trigger = trigger;
        this.limit = limit;
        this.whole = whole;
        long announced = exchange.request().contentLength();
        this.bytes = new ByteArrayOutputStream((int) Math.max(32, Math.min(announced, 64 << 10)));
    }

    @Override
    public void run() {
        BodyChunk chunk = exchange.read();
        while (chunk != null) {
            Throwable failure = add(chunk);
            if (failure != null) {
                guest.run(trigger, () -> whole.completeExceptionally(failure));
                return;
            }
            if (chunk.last()) {
                guest.run(trigger, () -> whole.complete(bytes.toByteArray()));
                return;
            }
            chunk = exchange.read();
        }
        exchange.demand(this);
    }

    private @Nullable Throwable add(BodyChunk chunk) {
        try {
            ByteBuf content = chunk.content();
            if (chunk.failure() != null) {
                return RequestBody.told(chunk.failure());
            }
            if (bytes.size() + (long) content.readableBytes() > limit) {
                exchange.ignoreBody();
                return RequestBody.tooLarge(limit);
            }
            content.readBytes(bytes, content.readableBytes());
            return null;
        } catch (IOException e) {
            return e;
        } finally {
            chunk.release();
        }
    }
}
