package dev.hazir.host.request;

import dev.hazir.host.http.BodyChunk;
import dev.hazir.host.http.HttpExchange;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A body for a worker thread, which waits for what has not arrived. Used by one thread at a time. */
final class BodyStream extends InputStream {

    private final HttpExchange exchange;
    private byte[] bytes = {};
    private int next;
    private boolean last;
    private boolean closed;
    private @Nullable Throwable failure;

    BodyStream(HttpExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes[next++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, bytes.length - next);
        System.arraycopy(bytes, next, target, offset, count);
        next += count;
        return count;
    }

    @Override
    public int available() {
        return bytes.length - next;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (!last) {
                exchange.ignoreBody();
            }
        }
    }

    private boolean fill() throws IOException {
        if (closed) {
            throw new IOException("the stream of the request's body is closed");
        }
        while (next == bytes.length) {
            if (failure != null) {
                throw new IOException(String.valueOf(failure.getMessage()), failure);
            }
            if (last) {
                return false;
            }
            BodyChunk chunk = exchange.read();
            if (chunk == null) {
                await();
            } else {
                take(chunk);
            }
        }
        return true;
    }

    private void take(BodyChunk chunk) {
        ByteBuf content = chunk.content();
        bytes = new byte[content.readableBytes()];
        next = 0;
        content.readBytes(bytes);
        last = chunk.last();
        failure = chunk.failure();
        chunk.release();
    }

    private void await() throws IOException {
        RequestBody.requireWorker();
        CountDownLatch arrived = new CountDownLatch(1);
        exchange.demand(arrived::countDown);
        try {
            arrived.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException)
                    new InterruptedIOException("interrupted while waiting for the request's body").initCause(e);
        }
    }
}
