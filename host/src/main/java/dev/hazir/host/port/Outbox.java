package dev.hazir.host.port;

import dev.hazir.applet.port.Framing;
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
 * on the event loop and flushed together: at the end of a read, or of the loop's turn. What the loop itself sends until then
 * is gathered in one buffer, unless the guest's codecs want messages one by one.
 */
final class Outbox {

    /** Beyond this a peer that does not read is cut off. */
    static final long BOUND = 16L << 20;

    private static final int OVERHEAD = 64;
    private static final int LONGEST_ADDITION = 4;
    private static final int LEAST_GATHERED = 256;
    private static final int MOST_GATHERED = 16 << 10;

    private final Channel channel;
    private final Runnable overflow;
    private final Runnable becameWritable;
    private final Queue<ByteBuf> queue = new ConcurrentLinkedQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private final AtomicLong gatheredBytes = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean full;
    private volatile boolean sealed;
    private volatile boolean ended;

    // Of the event loop alone.
    private @Nullable ChannelHandlerContext context;
    private @Nullable ByteBuf gathered;
    private int gatheredLast = LEAST_GATHERED;
    private boolean reading;
    private boolean written;
    private boolean flushScheduled;

    /**
     * The outbox of a channel.
     *
     * @param overflow called, on any thread and perhaps often, when more than the bound waits
     * @param becameWritable called on the event loop when little waits again
     */
    Outbox(Channel channel, Runnable overflow, Runnable becameWritable) {
        this.channel = channel;
        this.overflow = overflow;
        this.becameWritable = becameWritable;
    }

    /** Begins to write at a handler, behind which the codecs stand. */
    void open(ChannelHandlerContext at) {
        context = at;
    }

    /**
     * Takes a message, or drops it after the end.
     *
     * @return how many bytes it is on the wire
     * @throws IllegalArgumentException when it does not fit the framing
     */
    int send(Protocol service, byte[] message) {
        Framing framing = service.framing();
        Framer.check(framing, message);
        boolean joins = service.codecs() == null && message.length < MOST_GATHERED;
        if (joins && !sealed && channel.eventLoop().inEventLoop()) {
            return gather(framing, message);
        }
        ByteBuf wire = channel.alloc().ioBuffer(message.length + LONGEST_ADDITION);
        Framer.write(framing, message, wire);
        int bytes = wire.readableBytes();
        send(wire);
        return bytes;
    }

    private int gather(Framing framing, byte[] message) {
        if (!queue.isEmpty()) {
            write();
        }
        ByteBuf stream = gathered;
        if (stream == null) {
            stream = channel.alloc().ioBuffer(gatheredLast);
            gathered = stream;
        }
        int before = stream.readableBytes();
        Framer.write(framing, message, stream);
        int after = stream.readableBytes();
        gatheredBytes.lazySet(after);
        if (after >= MOST_GATHERED) {
            write();
        }
        flushSoon();
        if (!channel.isWritable()) {
            cutIfTooMuch();
        }
        return after - before;
    }

    private void send(ByteBuf message) {
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
        cutIfTooMuch();
    }

    private void cutIfTooMuch() {
        if (pending() > BOUND) {
            sealed = true;
            overflow.run();
        }
    }

    /** How many bytes wait, here and in the channel. */
    long pending() {
        return queued.get() + gatheredBytes.get() + inChannel();
    }

    /** Whether less than the channel's high water mark waits. Whoever is told no is told when that has changed. */
    boolean writable() {
        if (hasRoom()) {
            return true;
        }
        full = true;
        return hasRoom(); // once more: the loop may have written what waits before it could see that it is to tell
    }

    private boolean hasRoom() {
        return channel.isWritable() && queued.get() + gatheredBytes.get() < channel.bytesBeforeUnwritable();
    }

    /** Takes nothing more; what it has still goes out. */
    void seal() {
        sealed = true;
    }

    void writabilityChanged() {
        if (channel.isWritable()) {
            becameWritable();
        }
    }

    private void becameWritable() {
        full = false;
        becameWritable.run();
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
        flush();
    }

    private void write() {
        ChannelHandlerContext at = context;
        if (at == null) {
            return;
        }
        ByteBuf stream = gathered;
        if (stream != null) {
            gathered = null;
            gatheredLast = Math.max(LEAST_GATHERED, Math.min(MOST_GATHERED, stream.readableBytes()));
            gatheredBytes.lazySet(0);
            at.write(stream);
            written = true;
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
        write();
        ChannelHandlerContext at = context;
        if (written && at != null) {
            written = false;
            at.flush();
            if (full && hasRoom()) {
                becameWritable(); // what waited here may never have been too much for the channel
            }
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
        if (gathered != null && channel.eventLoop().inEventLoop()) {
            gathered.release();
            gathered = null;
            gatheredBytes.lazySet(0);
        }
        for (ByteBuf next = queue.poll(); next != null; next = queue.poll()) {
            queued.addAndGet(-next.readableBytes() - OVERHEAD);
            next.release();
        }
    }
}
