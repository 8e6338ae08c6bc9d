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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A websocket connection. The host owns it; a deployment's {@link GuestSocket} is attached and can be exchanged on the
 * event loop between two messages: {@link #detach} stops the messages, {@link #attach} lets them flow to the next one.
 * Sending may be done by any thread; everything else belongs to the event loop.
 *
 * <pre>
 * network -> frames-in -> gate -> inflate -> utf8 -> this -> attached GuestSocket -> receivers
 * </pre>
 */
final class HostedSocket extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(HostedSocket.class);
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(5);

    private final String id;
    private final Channel channel;
    private final FrameGate gate;
    private final SendBatch batch;
    private final HostTime time;
    private final Consumer<HostedSocket> gone;
    private final SendQueue outgoing;
    private final Fragments fragments;
    private volatile boolean closing;

    private @Nullable GuestSocket guest;
    private @Nullable Close closedByUs;
    private boolean closeSent;
    private boolean over;
    private boolean arrived;
    private int silentPeriods;
    private Registration idle = () -> {};
    private Registration closeWait = () -> {};

    /**
     * A connection that was just upgraded.
     *
     * @param maxMessage how many bytes a message may have
     * @param gone called once on the event loop when it is closed
     */
    HostedSocket(
            String id,
            Channel channel,
            int maxMessage,
            FrameGate gate,
            SendBatch batch,
            HostTime time,
            Consumer<HostedSocket> gone) {
        this.id = id;
        this.channel = channel;
        this.gate = gate;
        this.batch = batch;
        this.time = time;
        this.gone = gone;
        this.outgoing = new SendQueue(channel, this::becameWritable);
        this.fragments = new Fragments(maxMessage);
    }

    String id() {
        return id;
    }

    Channel channel() {
        return channel;
    }

    // The seam between the host and a deployment.

    /** Attaches a deployment's view. Messages flow to it from now on, unless it is paused. */
    void attach(GuestSocket next) {
        guest = next;
        pausedChanged(next);
    }

    /** Ends the view that is attached. No message is lost: none is read until another one is attached. */
    void detach() {
        GuestSocket before = guest;
        guest = null;
        gate.shut();
        if (before != null) {
            before.endAttachment();
        }
    }

    /** Any thread. */
    void pausedChanged(GuestSocket asking) {
        onLoop(() -> {
            if (asking != guest || over) {
                return;
            }
            if (asking.paused()) {
                gate.shut();
            } else {
                gate.open();
            }
        });
    }

    // Sending, on any thread.

    /** Queues a frame, in order with those before; dropped when the websocket is closed or being closed. */
    void send(WebSocketFrame frame) {
        if (closing) {
            return;
        }
        if (outgoing.overflows()) {
            closing = true;
            log.info("websocket {} from {} is cut: it does not take what it is sent", id, channel.remoteAddress());
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

    void writeQueued() {
        outgoing.write(this::write);
    }

    void flush() {
        channel.flush();
    }

    private void write(WebSocketFrame frame, ChannelPromise promise) {
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
        channel.write(frame, promise);
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
        arrived = true;
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
            log.error("websocket {} from {} failed", id, channel.remoteAddress(), cause);
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
        return fragments.text()
                ? attached.received(message.toString(StandardCharsets.UTF_8))
                : attached.received(copy(message));
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
        idle.close();
        channel.closeFuture().addListener(done -> closeWait.close());
        gone.accept(this);
        GuestSocket attached = guest;
        guest = null;
        if (attached != null) {
            attached.closed(reason);
        }
    }

    // Silence.

    /**
     * Pings after half of the limit, closes after all of it. A paused websocket is not silent, it is not heard: it is only
     * pinged, so that a lost connection shows when that fails.
     */
    void watchIdle(Duration limit) {
        idle = time.after(limit.dividedBy(2), channel.eventLoop(), () -> {
            if (!over) {
                listen(limit);
            }
        });
    }

    private void listen(Duration limit) {
        GuestSocket attached = guest;
        boolean deaf = attached == null || attached.paused();
        boolean heard = arrived;
        arrived = false;
        silentPeriods = heard || deaf ? 0 : silentPeriods + 1;
        if (silentPeriods > 1) {
            fail(1001, "nothing arrived for " + limit.toMillis() + " ms");
            return;
        }
        if (!heard) {
            send(new PingWebSocketFrame());
        }
        watchIdle(limit);
    }

    private void onLoop(Runnable step) {
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
