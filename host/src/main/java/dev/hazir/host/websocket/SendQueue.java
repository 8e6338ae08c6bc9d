package dev.hazir.host.websocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What waits to be sent on one websocket, and how much of it the client has not taken yet. */
final class SendQueue {

    private static final int HIGH_WATER = 64 << 10;
    private static final int LOW_WATER = 32 << 10;
    private static final int LIMIT = 16 << 20;

    private final Channel channel;
    private final Runnable becameWritable;
    private final Queue<WebSocketFrame> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicLong unsent = new AtomicLong();
    private volatile boolean blocked;

    /**
     * An empty queue.
     *
     * @param becameWritable run on the event loop when the client has caught up
     */
    SendQueue(Channel channel, Runnable becameWritable) {
        this.channel = channel;
        this.becameWritable = becameWritable;
    }

    /** Adds a frame. Any thread. Returns whether somebody has to see to it that {@link #write} is called. */
    boolean add(WebSocketFrame frame) {
        if (unsent.addAndGet(frame.content().readableBytes()) >= HIGH_WATER) {
            blocked = true;
        }
        waiting.add(frame);
        return scheduled.compareAndSet(false, true);
    }

    /** Whether the client keeps up. Any thread. */
    boolean writable() {
        boolean keepsUp = unsent.get() < HIGH_WATER;
        if (!keepsUp) {
            blocked = true;
        }
        return keepsUp;
    }

    /** Whether more waits than any client may let wait. Any thread. */
    boolean overflows() {
        return unsent.get() > LIMIT;
    }

    /**
     * Takes out all that waits, in order: to be written now, the last with the {@link #promise}. On the event loop.
     *
     * @return how many bytes they contain
     */
    long take(List<WebSocketFrame> into) {
        scheduled.set(false);
        long bytes = 0;
        for (WebSocketFrame frame = waiting.poll(); frame != null; frame = waiting.poll()) {
            into.add(frame);
            bytes += frame.content().readableBytes();
        }
        return bytes;
    }

    /**
     * For the last write, which tells of all before it, for they are done in order.
     *
     * @param bytes how many all the taken frames contain
     */
    ChannelPromise promise(long bytes) {
        ChannelPromise promise = channel.newPromise();
        promise.addListener(done -> {
            if (unsent.addAndGet(-bytes) <= LOW_WATER && blocked) {
                blocked = false;
                becameWritable.run();
            }
        });
        return promise;
    }
}
