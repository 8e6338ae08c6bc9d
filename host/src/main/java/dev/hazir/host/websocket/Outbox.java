package dev.hazir.host.websocket;

import dev.hazir.applet.Registration;
import dev.hazir.applet.loop.WebSocket.Close;
import dev.hazir.host.lifecycle.HostTime;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a websocket sends, in order: messages, and after them its close frame, behind which nothing is sent any more. {@link
 * #send}, {@link #close}, {@link #writable} and {@link #sealed} may be called by any thread; everything else belongs to the event
 * loop.
 */
final class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);
    private static final int MOST_TOGETHER = 32 << 10;
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final OpenSocket shown;
    private final Channel channel;
    private final HostTime time;
    private final Runnable closeSaid;
    private final SendQueue queue;
    private volatile SendBatch batch;
    private volatile boolean sealed;

    private @Nullable Close closedByUs;
    private boolean closeSent;
    private boolean ended;
    private boolean compressed;
    private Registration closeWait = () -> {};

    /**
     * Of a websocket that was just opened.
     *
     * @param closeSaid runs when the close frame is sent: from then on only the other side's is waited for
     * @param becameWritable runs when the client has caught up
     */
    Outbox(
            OpenSocket shown,
            Channel channel,
            SendBatch batch,
            HostTime time,
            Runnable closeSaid,
            Runnable becameWritable) {
        this.shown = shown;
        this.channel = channel;
        this.batch = batch;
        this.time = time;
        this.closeSaid = closeSaid;
        this.queue = new SendQueue(channel, becameWritable);
    }

    /**
     * Sends with others from now on.
     *
     * @param compress whether messages that are worth it are compressed
     */
    void settle(SendBatch with, boolean compress) {
        batch = with;
        compressed = compress;
    }

    /** Queues a frame; dropped when the websocket is closed or being closed. */
    void send(WebSocketFrame frame) {
        if (sealed) {
            return;
        }
        if (queue.overflows()) {
            sealed = true;
            log.info("websocket {} from {} is cut: it does not take what it is sent", shown.id(), shown.remote());
            channel.close();
            return;
        }
        enqueue(frame);
    }

    /** Begins the closing handshake, after what was sent before. */
    void close(int code, String reason) {
        if (!sealed) {
            sealed = true;
            enqueue(new CloseWebSocketFrame(code, reason));
        }
    }

    private void enqueue(WebSocketFrame frame) {
        if (queue.add(frame)) {
            batch.add(this);
        }
    }

    boolean writable() {
        return queue.writable();
    }

    /** Whether nothing more is taken. */
    boolean sealed() {
        return sealed;
    }

    /** Whether the close frame is on its way. */
    boolean closeSent() {
        return closeSent;
    }

    /** What was said to the other side in closing; null while nothing was. */
    @Nullable
    Close closedByUs() {
        return closedByUs;
    }

    /** Writes all that waits, with frames that other sockets may be sent too. */
    void write(SharedFrames shared) {
        List<WebSocketFrame> frames = shared.taken();
        long bytes = queue.take(frames);
        int size = frames.size();
        int from = 0;
        while (from < size) {
            int to = together(frames, from);
            ChannelPromise promise = to < size ? channel.voidPromise() : queue.promise(bytes);
            write(to - from == size ? frames : frames.subList(from, to), shared, promise);
            from = to;
        }
        frames.clear();
    }

    /** Where what can be written together ends. */
    private int together(List<WebSocketFrame> frames, int from) {
        int bytes = 0;
        int to = from;
        while (to < frames.size() && bytes < MOST_TOGETHER && SharedFrames.takes(frames.get(to), compressed)) {
            bytes += frames.get(to++).content().readableBytes();
        }
        return Math.max(to, from + 1);
    }

    void flush() {
        channel.flush();
    }

    private void write(List<WebSocketFrame> frames, SharedFrames shared, ChannelPromise promise) {
        WebSocketFrame first = frames.get(0);
        if (closeSent || ended) {
            frames.forEach(WebSocketFrame::release);
            promise.trySuccess();
        } else if (SharedFrames.takes(first, compressed)) {
            channel.write(shared.of(frames, channel.alloc()), promise);
        } else {
            if (first instanceof CloseWebSocketFrame close) {
                sayClose(close);
            }
            channel.write(first, promise);
        }
    }

    private void sayClose(CloseWebSocketFrame close) {
        closeSent = true;
        closedByUs = new Close(close.statusCode(), close.reasonText());
        closeSaid.run();
        waitForClose();
    }

    /** Takes nothing more, and writes what waits. */
    void seal() {
        sealed = true;
        SharedFrames own = new SharedFrames();
        write(own);
        own.release();
    }

    /** Sends a close frame past the queue, the last of all. */
    ChannelFuture sayLast(CloseWebSocketFrame close) {
        closeSent = true;
        return channel.writeAndFlush(close);
    }

    /** The other side has so long to close; then it is cut. */
    void waitForClose() {
        closeWait = time.after(CLOSE_WAIT, channel.eventLoop(), channel::close);
    }

    /** The websocket is over: what is left is dropped. */
    void end() {
        ended = true;
        sealed = true;
        channel.closeFuture().addListener(done -> closeWait.close());
    }
}
