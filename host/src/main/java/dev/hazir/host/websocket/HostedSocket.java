package dev.hazir.host.websocket;

import dev.hazir.applet.Registration;
import dev.hazir.applet.loop.WebSocket.Close;
import dev.hazir.host.lifecycle.HostTime;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A websocket connection. The host owns it; a deployment's {@link GuestSocket} is attached and can be exchanged on the
 * event loop between two messages: {@link #moveTo} stops the messages, {@link #attach} lets them flow to the next one.
 * Sending may be done by any thread; everything else belongs to the event loop.
 *
 * <pre>
 * network -> frames-in -> gate -> inflate -> utf8 -> this -> attached GuestSocket -> receivers
 * </pre>
 */
final class HostedSocket extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(HostedSocket.class);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final OpenSocket shown;
    private final Channel channel;
    private final FrameGate gate;
    private final HostTime time;
    private final int longestFrame;
    private final SendQueue outgoing;
    private final Fragments fragments = new Fragments();
    private final IdleWatch idle;
    private volatile SendBatch batch;
    private volatile boolean closing;

    private WebSocketEndpoint endpoint;
    private @Nullable GuestSocket guest;
    private @Nullable HandOver handOver;
    private @Nullable Close closedByUs;
    private boolean closeSent;
    private boolean over;
    private boolean compressed;
    private boolean withWorker;
    private @Nullable WebSocketEndpoint thenHandOver;
    private Registration closeWait = () -> {};

    /**
     * A connection that was just upgraded.
     *
     * @param endpoint whose settings hold for it, and which is told when it is closed
     */
    HostedSocket(OpenSocket shown, Channel channel, FrameGate gate, WebSocketEndpoint endpoint, HostTime time) {
        this.shown = shown;
        this.channel = channel;
        this.gate = gate;
        this.endpoint = endpoint;
        this.time = time;
        this.longestFrame = endpoint.declared().maxMessage();
        this.batch = endpoint.batch(channel.eventLoop());
        this.outgoing = new SendQueue(channel, this::becameWritable);
        this.idle = new IdleWatch(time, this);
    }

    OpenSocket shown() {
        return shown;
    }

    Channel channel() {
        return channel;
    }

    /** How long a frame its decoder lets through. */
    int longestFrame() {
        return longestFrame;
    }

    // The seam between the host and a deployment.

    /** Takes over the settings of its endpoint. */
    void settle() {
        batch = endpoint.batch(channel.eventLoop());
        compressed = channel.pipeline().get(Frames.DEFLATE) != null;
        fragments.limit(endpoint.declared().maxMessage());
        idle.limit(endpoint.declared().idleTimeout());
    }

    /** Attaches a deployment's view. Messages flow to it from now on, unless it is paused. */
    void attach(GuestSocket next) {
        if (over) { // closed while a worker was opening it
            next.closed(new Close(1006, ""));
            return;
        }
        guest = next;
        pausedChanged(next);
    }

    /** Ends the view that is attached. No message is lost: none is read until another one is attached. */
    void moveTo(WebSocketEndpoint next) {
        GuestSocket before = guest;
        guest = null;
        handOver = null;
        gate.shut();
        if (before != null) {
            before.endAttachment();
        }
        endpoint.left(this);
        endpoint = next;
        settle();
    }

    /** Begins to move from an endpoint to its successor, if both want that. */
    void handOver(WebSocketEndpoint from) {
        GuestSocket attached = guest;
        if (withWorker) {
            thenHandOver = from;
        } else if (attached != null && handOver == null && endpoint == from && !closing && !over) {
            HandOver begun = new HandOver(this, from, attached);
            handOver = begun;
            gate.shut();
            begun.ask(time);
        }
    }

    /** A hand-over has ended without a move: messages flow again. */
    void staysWhereItIs() {
        handOver = null;
        follow();
    }

    /** Closes with a farewell of an endpoint, unless the websocket moves away from it. */
    void leave(WebSocketEndpoint from, Close farewell) {
        HandOver pending = handOver;
        if (endpoint != from) {
            return;
        }
        if (pending != null) {
            pending.ifItStays(farewell);
        } else {
            close(farewell.code(), farewell.reason());
        }
    }

    /** Closes with a farewell of an endpoint, without waiting for a hand-over any longer. */
    void leaveNow(WebSocketEndpoint from, Close farewell) {
        HandOver pending = handOver;
        if (endpoint == from && pending != null) {
            pending.abandon();
        }
        leave(from, farewell);
    }

    /** Cuts the connection if it still belongs to an endpoint. */
    void cut(WebSocketEndpoint from) {
        if (endpoint == from) {
            fail(1001, "");
        }
    }

    boolean deaf() {
        GuestSocket attached = guest;
        return attached == null || attached.paused() || handOver != null || withWorker;
    }

    boolean closing() {
        return closing || over;
    }

    /** Any thread. */
    void pausedChanged(GuestSocket asking) {
        onLoop(() -> {
            if (asking == guest && !over) {
                follow();
            }
        });
    }

    /** Reads if anybody hears it; the other side's farewell is always heard. */
    private void follow() {
        if (closeSent || !deaf()) {
            gate.open();
        } else {
            gate.shut();
        }
    }

    // Sending, on any thread.

    /** Queues a frame, in order with those before; dropped when the websocket is closed or being closed. */
    void send(WebSocketFrame frame) {
        if (closing) {
            return;
        }
        if (outgoing.overflows()) {
            closing = true;
            log.info("websocket {} from {} is cut: it does not take what it is sent", shown.id(), shown.remote());
            channel.close();
            return;
        }
        enqueue(frame);
    }

    boolean writable() {
        return outgoing.writable();
    }

    /** Begins the closing handshake, after what was sent before. */
    void close(int code, String reason) {
        if (!closing) {
            closing = true;
            enqueue(new CloseWebSocketFrame(code, reason));
        }
    }

    private void enqueue(WebSocketFrame frame) {
        if (outgoing.add(frame)) {
            batch.add(this);
        }
    }

    /** Writes all that waits, with frames that other sockets may be sent too. */
    void writeQueued(SharedFrame shared) {
        outgoing.write((frame, promise) -> write(frame, shared, promise));
    }

    private void writeQueued() {
        SharedFrame own = new SharedFrame();
        writeQueued(own);
        own.release();
    }

    void flush() {
        channel.flush();
    }

    private void write(WebSocketFrame frame, SharedFrame shared, ChannelPromise promise) {
        if (closeSent || over) {
            frame.release();
            promise.trySuccess();
            return;
        }
        if (frame instanceof CloseWebSocketFrame close) {
            closeSent = true;
            closedByUs = new Close(close.statusCode(), close.reasonText());
            gate.open();
            closeWait = time.after(CLOSE_WAIT, channel.eventLoop(), channel::close);
        }
        channel.write(shared.of(frame, channel.alloc(), compressed), promise);
    }

    private void becameWritable() {
        GuestSocket attached = guest;
        if (attached != null && !over) {
            attached.becameWritable();
        }
    }

    // Receiving.

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        WebSocketFrame frame = (WebSocketFrame) message;
        try {
            if (over) {
                return;
            }
            if (frame.rsv() != 0) {
                fail(1002, "reserved bits are set");
            } else if (frame instanceof CloseWebSocketFrame close) {
                closedByPeer(close);
            } else if (!closing && !take(frame)) {
                fail(1011, "the applet failed");
            }
        } finally {
            frame.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        idle.heard();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(closedByUs != null ? closedByUs : new Close(1006, ""));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            channel.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (over) {
            return;
        }
        if (cause instanceof IOException) {
            channel.close();
            return;
        }
        Close reason = Violation.of(cause);
        if (reason.code() == 1011) {
            log.error("websocket {} from {} failed", shown.id(), shown.remote(), cause);
        }
        fail(reason.code(), reason.reason());
    }

    /** Takes a frame; says whether the guest coped with it. */
    private boolean take(WebSocketFrame frame) {
        if (frame instanceof PingWebSocketFrame) {
            send(new PongWebSocketFrame(Unpooled.copiedBuffer(frame.content())));
            return true;
        }
        GuestSocket attached = guest;
        if (attached == null) {
            return true;
        }
        if (frame instanceof PongWebSocketFrame) {
            return attached.receivedPong(copy(frame.content()));
        }
        if (fragments.exceed(frame)) {
            fail(1009, "a message is too large");
            return true;
        }
        ByteBuf message = fragments.add(frame);
        if (message == null) {
            return true;
        }
        if (attached.moved()) {
            giveToWorker(attached, message, fragments.text());
            return true;
        }
        return fragments.text()
                ? attached.received(message.toString(StandardCharsets.UTF_8))
                : attached.received(copy(message));
    }

    /** The route was moved off the event loops: nothing is read until a worker is through with the message. */
    private void giveToWorker(GuestSocket attached, ByteBuf content, boolean text) {
        String string = text ? content.toString(StandardCharsets.UTF_8) : "";
        ByteBuffer bytes = text ? ByteBuffer.allocate(0) : copy(content);
        withWorker = true;
        gate.shut();
        attached.inTurn(() -> {
            boolean coped = text ? attached.received(string) : attached.received(bytes);
            channel.eventLoop().execute(() -> workerIsThrough(coped));
        });
    }

    private void workerIsThrough(boolean coped) {
        withWorker = false;
        WebSocketEndpoint from = thenHandOver;
        thenHandOver = null;
        if (over) {
            return;
        }
        if (!coped) {
            fail(1011, "the applet failed");
            return;
        }
        follow();
        if (from != null) {
            handOver(from);
        }
    }

    // The end.

    private void closedByPeer(CloseWebSocketFrame frame) {
        closing = true;
        writeQueued();
        if (closedByUs != null) {
            channel.flush();
            channel.close();
            end(closedByUs);
            return;
        }
        closeSent = true;
        int code = frame.statusCode();
        channel.writeAndFlush(code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, ""))
                .addListener(ChannelFutureListener.CLOSE);
        end(code < 0 ? new Close(1005, "") : new Close(code, frame.reasonText()));
    }

    /** Ends the connection because of a fault: says why, then reads on a little, so that it is not lost in a reset. */
    void fail(int code, String reason) {
        if (over) {
            return;
        }
        closing = true;
        writeQueued();
        end(new Close(code, reason));
        gate.discard();
        if (closeSent) {
            channel.close();
            return;
        }
        closeSent = true;
        closeWait = time.after(CLOSE_WAIT, channel.eventLoop(), channel::close);
        channel.writeAndFlush(new CloseWebSocketFrame(code, reason)).addListener(done -> {
            if (done.isSuccess() && channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            } else {
                channel.close();
            }
        });
    }

    private void end(Close reason) {
        if (over) {
            return;
        }
        over = true;
        closing = true;
        idle.stop();
        channel.closeFuture().addListener(done -> closeWait.close());
        GuestSocket attached = guest;
        guest = null;
        if (attached != null) {
            attached.closed(reason);
        }
        endpoint.left(this);
    }

    void onLoop(Runnable step) {
        if (channel.eventLoop().inEventLoop()) {
            step.run();
        } else {
            channel.eventLoop().execute(step);
        }
    }

    private static ByteBuffer copy(ByteBuf content) {
        byte[] bytes = new byte[content.readableBytes()];
        content.readBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
