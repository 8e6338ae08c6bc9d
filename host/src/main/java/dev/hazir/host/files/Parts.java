package dev.hazir.host.files;

import dev.hazir.host.files.Ranges.Range;
import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.http.SendCallback;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends pieces of a file and of text, one after the other as the exchange takes them. Pieces of a file on disk are read by
 * workers. One thread at a time: the next piece follows the callback of the one before.
 */
final class Parts implements SendCallback {

    private static final int PIECE = 64 << 10;

    private sealed interface Part {
        record Text(byte[] bytes) implements Part {}

        record Bytes(Range range) implements Part {}
    }

    private final HttpExchange exchange;
    private final Content content;
    private final Executor workers;
    private final Deque<Part> left = new ArrayDeque<>();
    private long length;
    private @Nullable ResponseHead head;

    Parts(HttpExchange exchange, Content content, Executor workers) {
        this.exchange = exchange;
        this.content = content;
        this.workers = workers;
    }

    Parts text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        left.add(new Part.Text(bytes));
        length += bytes.length;
        return this;
    }

    Parts bytes(Range range) {
        left.add(new Part.Bytes(range));
        length += range.length();
        return this;
    }

    /** How many bytes all parts come to. */
    long length() {
        return length;
    }

    /** Sends the head and all parts. On the event loop. */
    void send(ResponseHead first) {
        head = first;
        next();
    }

    @Override
    public void sent() {
        next();
    }

    @Override
    public void failed(Throwable cause) {
        left.clear();
    }

    private void next() {
        Part part = left.poll();
        if (part instanceof Part.Text text) {
            send(Unpooled.wrappedBuffer(text.bytes()));
        } else if (part instanceof Part.Bytes bytes) {
            if (content instanceof Content.InMemory memory) {
                Range range = bytes.range();
                send(Unpooled.wrappedBuffer(memory.bytes(), (int) range.first(), (int) range.length()));
            } else if (content instanceof Content.OnDisk disk) {
                onWorker(() -> read(disk, bytes.range()));
            }
        }
    }

    private void read(Content.OnDisk disk, Range range) {
        int count = (int) Math.min(PIECE, range.length());
        if (count < range.length()) {
            left.push(new Part.Bytes(new Range(range.first() + count, range.length() - count)));
        }
        ByteBuf piece = Unpooled.buffer(count);
        try {
            disk.read(range.first(), count, piece);
            send(piece);
        } catch (IOException e) {
            left.clear();
            ErrorAnswer.failure(e).to(exchange);
        }
    }

    private void send(ByteBuf piece) {
        ResponseHead first = head;
        head = null;
        exchange.send(first, piece, left.isEmpty(), this);
    }

    private void onWorker(Runnable reading) {
        try {
            workers.execute(reading);
        } catch (RejectedExecutionException e) {
            left.clear();
            ErrorAnswer.busy().to(exchange);
        }
    }
}
