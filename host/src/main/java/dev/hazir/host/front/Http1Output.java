package dev.hazir.host.front;

import dev.hazir.host.http.SendCallback;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import io.netty.channel.ChannelPromise;
import java.nio.channels.ClosedChannelException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a connection sends: any thread puts encoded bytes in, the event loop writes them in order and flushes once per
 * batch. A sender is told at once that it may go on while less than {@value #ENOUGH} bytes are under way, like with the
 * buffer of a socket; otherwise when its own bytes are written.
 */
final class Http1Output {

    static final int ENOUGH = 64 * 1024;

    private final Http1Connection connection;
    private final Queue<Outgoing> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicLong underWay = new AtomicLong();
    private final Progress progress = new Progress();
    private final Runnable turn = this::writeAndFlush;

    // Of the event loop alone.
    private @Nullable TurnFlush turnFlush;
    private boolean unflushed;
    /** The cost of bytes that were given to the channel, which does not tell when they are written. */
    private long unconfirmed;
    /** Whether the client did not take everything at once, since {@link #progressNanos} at the latest. */
    private boolean waiting;

    private long progressNanos;
    /** How much waited when it was looked at last. */
    private long encrypted;

    Http1Output(Http1Connection connection) {
        this.connection = connection;
    }

    /** How many bytes are on their way to the client; any thread. */
    long underWay() {
        return underWay.get();
    }

    /** Whether the client keeps up. */
    boolean writable() {
        return underWay.get() < ENOUGH;
    }

    boolean idle() {
        return underWay.get() == 0;
    }

    /** How long nothing was taken by the client of what it could not take at once; on the loop. */
    long stalledNanos(long now) {
        if (waiting && connection.secure()) {
            lookForProgress(now);
        }
        return waiting ? now - progressNanos : 0;
    }

    /** What was encrypted does not tell when it is written in part: what has become less has moved. */
    private void lookForProgress(long now) {
        ChannelOutboundBuffer pending = connection.channel().unsafe().outboundBuffer();
        long bytes = pending == null ? 0 : pending.totalPendingWriteBytes();
        if (bytes < encrypted) {
            progressNanos = now;
        }
        encrypted = bytes;
    }

    /** Takes bytes to send. Returns whether the sender may go on at once; otherwise {@code callback} is told later. */
    boolean send(Outgoing bytes, SendCallback callback) {
        long before = underWay.getAndAdd(bytes.cost());
        boolean early = before + bytes.cost() < ENOUGH;
        if (!early) {
            bytes.completeLate(callback);
        }
        if (connection.batching()) {
            write();
            write(bytes);
            return early;
        }
        queue.add(bytes);
        if (scheduled.compareAndSet(false, true)) {
            try {
                connection.loop().execute(turn);
            } catch (RejectedExecutionException e) {
                drop(e);
            }
        }
        return early;
    }

    /** Flushes what was written; on the loop. */
    void flush() {
        if (unflushed) {
            unflushed = false;
            connection.context().flush();
            confirm();
        }
    }

    /** Writes what waits, and flushes it at the end of the loop's turn at the latest; on the loop. */
    void writeAndFlushSoon() {
        write();
        if (unflushed) {
            if (turnFlush == null) {
                turnFlush = connection.door().flush(connection.loop());
            }
            turnFlush.add(this);
        }
    }

    /** Bytes were given to the channel without a promise: {@link #flush} looks what became of them. */
    void unconfirmed(int cost) {
        unconfirmed += cost;
    }

    /** Usually all was written at once. Otherwise what is written behind it tells when. */
    private void confirm() {
        long cost = unconfirmed;
        if (cost > 0) {
            unconfirmed = 0;
            ChannelOutboundBuffer pending = connection.channel().unsafe().outboundBuffer();
            if (pending == null || pending.isEmpty()) {
                left(cost);
            } else {
                connection.context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> left(cost));
            }
        }
        if (!waiting && !idle()) {
            waiting = true;
            progressNanos = System.nanoTime();
        }
    }

    /** Drops what was not given to the channel. */
    void drop(Throwable cause) {
        for (Outgoing next = queue.poll(); next != null; next = queue.poll()) {
            next.drop(cause);
        }
    }

    /** Some bytes are not under way any more. */
    void left(long cost) {
        long before = underWay.getAndAdd(-cost);
        if (before == cost) {
            waiting = false;
        } else {
            progressNanos = System.nanoTime();
        }
        if (before >= ENOUGH && before - cost < ENOUGH) {
            connection.requests().writableAgain();
        }
    }

    ChannelPromise progressive(ChannelHandlerContext ctx) {
        return ctx.newProgressivePromise().addListener(progress);
    }

    /** Writes what waits, and flushes unless a batch is open that will; on the loop. */
    void writeAndFlush() {
        scheduled.set(false);
        write();
        if (!connection.batching()) {
            flush();
        }
    }

    private void write() {
        if (connection.gone()) {
            drop(new ClosedChannelException());
            return;
        }
        for (Outgoing next = queue.poll(); next != null; next = queue.poll()) {
            write(next);
        }
    }

    private void write(Outgoing bytes) {
        if (connection.gone()) {
            bytes.drop(new ClosedChannelException());
        } else {
            unflushed = true;
            bytes.write(connection.context());
        }
    }

    private final class Progress implements ChannelProgressiveFutureListener {
        @Override
        public void operationProgressed(ChannelProgressiveFuture future, long done, long total) {
            progressNanos = System.nanoTime();
        }

        @Override
        public void operationComplete(ChannelProgressiveFuture future) {
            progressNanos = System.nanoTime();
        }
    }
}
