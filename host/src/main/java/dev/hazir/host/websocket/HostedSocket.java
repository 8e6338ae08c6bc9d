package dev.hazir.host.websocket;

import dev.hazir.applet.loop.WebSocket.Close;
import dev.hazir.host.http.OutputEnd;
import dev.hazir.host.lifecycle.HostTime;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * A websocket connection. The host owns it; a deployment's {@link GuestSocket} is attached and can be exchanged on the
 * event loop between two messages: {@link #moveTo} stops the messages, {@link #attach} lets them flow to the next one.
 * Sending may be done by any thread; everything else belongs to the event loop.
 *
 * <pre>
 * network -> frames-in -> gate -> inflate -> utf8 -> desk -> this -> attached GuestSocket -> receivers
 * </pre>
 */
final class HostedSocket {

    private final OpenSocket shown;
    private final Channel channel;
    private final FrameGate gate;
    private final HostTime time;
    private final int longestFrame;
    private final Outbox outbox;
    private final Reception reception;
    private final IdleWatch idle;

    private WebSocketEndpoint endpoint;
    private @Nullable GuestSocket guest;
    private @Nullable HandOver handOver;
    private boolean over;

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
        this.outbox =
                new Outbox(shown, channel, endpoint.batch(channel.eventLoop()), time, gate::open, this::becameWritable);
        this.reception = new Reception(this);
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

    /** A deployment's view of it, or null while there is none; of the event loop. */
    @Nullable
    GuestSocket view() {
        return guest;
    }

    // The seam between the host and a deployment.

    /** Takes over the settings of its endpoint. */
    void settle() {
        boolean compress = channel.pipeline().get(Frames.DEFLATE) != null;
        outbox.settle(endpoint.batch(channel.eventLoop()), compress);
        reception.limit(endpoint.declared().maxMessage());
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
        reception.between(() -> {
            GuestSocket attached = guest;
            if (attached != null && handOver == null && endpoint == from && !closing()) {
                HandOver begun = new HandOver(this, from, attached);
                handOver = begun;
                gate.shut();
                begun.ask(time);
            }
        });
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
        return attached == null || attached.paused() || handOver != null || reception.busy();
    }

    boolean closing() {
        return over || outbox.sealed();
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
    void follow() {
        if (over) {
            return;
        }
        if (outbox.closeSent() || !deaf()) {
            gate.open();
        } else {
            gate.shut();
        }
    }

    // Sending, on any thread.

    /** Queues a frame, in order with those before; dropped when the websocket is closed or being closed. */
    void send(WebSocketFrame frame) {
        outbox.send(frame);
    }

    boolean writable() {
        return outbox.writable();
    }

    /** Begins the closing handshake, after what was sent before. */
    void close(int code, String reason) {
        outbox.close(code, reason);
    }

    private void becameWritable() {
        GuestSocket attached = guest;
        if (attached != null && !over) {
            attached.becameWritable();
        }
    }

    // Receiving.

    /** Takes a frame, which stays the caller's. */
    void received(WebSocketFrame frame) {
        if (over) {
            return;
        }
        if (frame.rsv() != 0) {
            fail(1002, "reserved bits are set");
        } else if (frame instanceof CloseWebSocketFrame close) {
            closedByPeer(close);
        } else if (!outbox.sealed()) {
            reception.take(frame, guest);
        }
    }

    /** Something has arrived. */
    void heard() {
        idle.heard();
    }

    // The end.

    /** Whether the guest has been told the end. */
    boolean over() {
        return over;
    }

    /** The connection is gone. */
    void lost() {
        Close said = outbox.closedByUs();
        end(said != null ? said : new Close(1006, ""));
    }

    private void closedByPeer(CloseWebSocketFrame frame) {
        outbox.seal();
        Close said = outbox.closedByUs();
        if (said != null) {
            channel.flush();
            channel.close();
            end(said);
            return;
        }
        int code = frame.statusCode();
        outbox.sayLast(code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, ""))
                .addListener(ChannelFutureListener.CLOSE);
        end(code < 0 ? new Close(1005, "") : new Close(code, frame.reasonText()));
    }

    /** Ends the connection because of a fault: says why, then reads on a little, so that it is not lost in a reset. */
    void fail(int code, String reason) {
        if (over) {
            return;
        }
        outbox.seal();
        end(new Close(code, reason));
        gate.discard();
        if (outbox.closeSent()) {
            channel.close();
            return;
        }
        outbox.waitForClose();
        outbox.sayLast(new CloseWebSocketFrame(code, reason)).addListener(done -> {
            if (done.isSuccess()) {
                OutputEnd.of(channel);
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
        idle.stop();
        outbox.end();
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
}
