package dev.hazir.host.websocket;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What waits to be sent on one websocket, and how much of it the client has not taken yet. */
final class SendQueue {

    /** Writes a frame that has its turn. */
    interface Writer {
        void write(WebSocketFrame frame, ChannelPromise promise);
    }

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

    /** Writes all that waits, without flushing. On the event loop. */
    void write(Writer writer) {
        scheduled.set(false);
        long bytes = 0;
        WebSocketFrame frame = waiting.poll();
        while (frame != null) {
            WebSocketFrame next = waiting.poll();
            bytes += frame.content().readableBytes();
            writer.write(frame, next == null ? promise(bytes) : channel.voidPromise());
            frame = next;
        }
    }

    /** The last write tells of all before it, for they are done in order. */
    private ChannelPromise promise(long bytes) {
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
