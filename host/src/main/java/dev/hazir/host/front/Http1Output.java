package dev.hazir.host.front;

import dev.hazir.host.http.SendCallback;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import io.netty.channel.ChannelPromise;
import java.nio.channels.ClosedChannelException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

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
    private volatile long progressNanos;
    private boolean unflushed;

    Http1Output(Http1Connection connection) {
        this.connection = connection;
    }

    /** Whether the client keeps up. */
    boolean writable() {
        return underWay.get() < ENOUGH;
    }

    boolean idle() {
        return underWay.get() == 0;
    }

    /** When the client last took something, or something was first given to it. */
    long progressNanos() {
        return progressNanos;
    }

    /** Takes bytes to send. Returns whether the sender may go on at once; otherwise {@code callback} is told later. */
    boolean send(Outgoing bytes, SendCallback callback) {
        long before = underWay.getAndAdd(bytes.cost());
        if (before == 0) {
            progressNanos = System.nanoTime();
        }
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
        }
    }

    /** Drops what was not given to the channel. */
    void drop(Throwable cause) {
        for (Outgoing next = queue.poll(); next != null; next = queue.poll()) {
            next.drop(cause);
        }
    }

    /** Some bytes are not under way any more. */
    void left(Outgoing bytes) {
        progressNanos = System.nanoTime();
        long before = underWay.getAndAdd(-bytes.cost());
        if (before >= ENOUGH && before - bytes.cost() < ENOUGH) {
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
