package dev.hazir.host.port;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What waits to go out on a connection. Messages may come from any thread and keep the order of each; they are written
 * on the event loop and flushed together: at the end of a read, or of the loop's turn.
 */
final class Outbox {

    /** Beyond this a peer that does not read is cut off. */
    static final long BOUND = 16L << 20;

    private static final int OVERHEAD = 64;

    private final Channel channel;
    private final Runnable overflow;
    private final Queue<ByteBuf> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean sealed;
    private volatile boolean ended;

    // Of the event loop alone.
    private @Nullable ChannelHandlerContext context;
    private boolean reading;
    private boolean written;
    private boolean flushScheduled;

    /**
     * The outbox of a channel.
     *
     * @param overflow called, on any thread and perhaps often, when more than the bound waits
     */
    Outbox(Channel channel, Runnable overflow) {
        this.channel = channel;
        this.overflow = overflow;
    }

    /** Begins to write at a handler, behind which the codecs stand. */
    void open(ChannelHandlerContext at) {
        context = at;
    }

    /** Takes a message, or drops it after the end. */
    void send(ByteBuf message) {
        if (sealed) {
            message.release();
            return;
        }
        queued.addAndGet(message.readableBytes() + OVERHEAD);
        queue.add(message);
        if (ended) {
            discard();
        } else if (channel.eventLoop().inEventLoop()) {
            write();
            flushSoon();
        } else if (scheduled.compareAndSet(false, true)) {
            execute(this::writeAndFlush);
        }
        if (pending() > BOUND) {
            sealed = true;
            overflow.run();
        }
    }

    /** How many bytes wait, here and in the channel. */
    long pending() {
        return queued.get() + inChannel();
    }

    /** Whether less than the channel's high water mark waits. */
    boolean writable() {
        return channel.isWritable() && queued.get() < channel.bytesBeforeUnwritable();
    }

    /** Takes nothing more; what it has still goes out. */
    void seal() {
        sealed = true;
    }

    void readBegins() {
        reading = true;
    }

    void readEnds() {
        reading = false;
        flush();
    }

    /** Writes all there is and then calls back on the loop, whether that went well or not. */
    void finish(Runnable done) {
        sealed = true;
        write();
        ChannelHandlerContext at = context;
        if (at == null) {
            done.run();
            return;
        }
        at.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> done.run());
    }

    /** Drops what is left: the channel is closed. */
    void end() {
        sealed = true;
        ended = true;
        discard();
    }

    private void writeAndFlush() {
        scheduled.set(false);
        write();
        flush();
    }

    private void write() {
        ChannelHandlerContext at = context;
        if (at == null) {
            return;
        }
        for (ByteBuf next = queue.poll(); next != null; next = queue.poll()) {
            queued.addAndGet(-next.readableBytes() - OVERHEAD);
            at.write(next);
            written = true;
        }
    }

    private void flushSoon() {
        if (!channel.isWritable()) {
            flush();
        } else if (!reading && !flushScheduled) {
            flushScheduled = true;
            execute(() -> {
                flushScheduled = false;
                flush();
            });
        }
    }

    private void flush() {
        if (written && context != null) {
            written = false;
            context.flush();
        }
    }

    private void execute(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            // The event loop has ended with the host, and the channel with it.
            end();
        }
    }

    private long inChannel() {
        if (channel.isWritable()) {
            return 0;
        }
        long untilWritable = channel.bytesBeforeWritable();
        return untilWritable == Long.MAX_VALUE ? 0 : untilWritable;
    }

    private void discard() {
        for (ByteBuf next = queue.poll(); next != null; next = queue.poll()) {
            queued.addAndGet(-next.readableBytes() - OVERHEAD);
            next.release();
        }
    }
}
