package dev.hazir.host.websocket;

import dev.hazir.applet.Registration;
import dev.hazir.applet.loop.Request;
import dev.hazir.applet.loop.WebSocket;
import dev.hazir.applet.loop.WebSocketHandler;
import dev.hazir.applet.loop.WebSocketResumption;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.GuestTask;
import dev.hazir.host.guest.HandedState;
import dev.hazir.host.guest.Shared;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.guest.Turn;
import dev.hazir.host.lifecycle.LiveScope;
import dev.hazir.host.lifecycle.LoopScope;
import dev.hazir.host.request.LiveRequest;
import dev.hazir.host.routing.Route;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A websocket as one deployment sees it: what is attached to a {@link HostedSocket}. Once it has ended, because the
 * connection was closed or another deployment took over, it drops what is sent.
 */
final class GuestSocket extends LiveScope implements WebSocket, LoopScope {

    private static final int MAX_CONTROL = 125;

    private final Guest guest;
    private final HostedSocket socket;
    private final LiveRequest request;
    private final Optional<String> subprotocol;
    private final Trigger trigger;
    private final Turn turn;
    private final List<Runnable> writableActions = new CopyOnWriteArrayList<>();
    private volatile @Nullable Receiver<String> text;
    private volatile @Nullable Receiver<ByteBuffer> binary;
    private volatile @Nullable Receiver<ByteBuffer> pong;
    private volatile @Nullable Receiver<Close> close;
    private volatile @Nullable Callable<?> handOver;
    private volatile boolean paused;

    GuestSocket(Guest guest, HostedSocket socket, LiveRequest request, @Nullable String subprotocol, Trigger trigger) {
        this.guest = guest;
        this.socket = socket;
        this.request = request;
        this.subprotocol = Optional.ofNullable(subprotocol);
        this.trigger = trigger;
        this.turn = new Turn(guest, trigger.handler(), socket.channel().eventLoop());
    }

    /** The same websocket as the next version sees it, on a route with the same path. */
    GuestSocket next(Guest nextGuest, Route route) {
        return new GuestSocket(
                nextGuest, socket, request.next(nextGuest, route, trigger), subprotocol.orElse(null), trigger);
    }

    Guest guest() {
        return guest;
    }

    Trigger trigger() {
        return trigger;
    }

    /** What gives the state for the next version, or null when the guest does not hand over. */
    @Nullable
    Callable<?> handsOver() {
        return handOver;
    }

    /** Where the guest is called alone with this websocket. */
    Turn turn() {
        return turn;
    }

    // Called by the host, in turn with each other. Each says whether the guest coped.

    boolean opened(WebSocketHandler handler) {
        return guest.run(trigger, () -> handler.opened(this));
    }

    /**
     * Goes on with what the version before has handed over.
     *
     * @throws Exception the guest's reason to refuse it
     */
    void resumed(WebSocketResumption resumption, HandedState state) throws Exception {
        guest.call(trigger, () -> {
            resumption.resumed(this, state.to(guest));
            return Boolean.TRUE;
        });
    }

    boolean received(String message) {
        return give(text, message);
    }

    boolean received(ByteBuffer message) {
        return give(binary, message);
    }

    boolean receivedPong(ByteBuffer payload) {
        return give(pong, payload);
    }

    void becameWritable() {
        turn.run(() -> {
            for (Runnable action : writableActions) {
                guest.run(trigger, action::run);
            }
        });
    }

    void closed(Close reason) {
        turn.run(() -> {
            give(close, reason);
            endNow();
        });
    }

    /** Ends this view of the connection, which may go on with another deployment. */
    void endAttachment() {
        turn.run(this::endNow);
    }

    private void endNow() {
        guest.run(trigger, this::end);
        request.end();
    }

    boolean paused() {
        return paused;
    }

    private <T> boolean give(@Nullable Receiver<T> receiver, T message) {
        if (receiver == null || ended()) {
            return true;
        }
        GuestTask task = () -> receiver.receive(message);
        return guest.run(trigger, task);
    }

    // Called by the guest, on any thread.

    @Override
    public Executor loop() {
        return turn;
    }

    @Override
    public String id() {
        return socket.shown().id();
    }

    @Override
    public Request request() {
        return request;
    }

    @Override
    public Optional<String> subprotocol() {
        return subprotocol;
    }

    @Override
    public WebSocket onText(Receiver<String> receiver) {
        text = receiver;
        return this;
    }

    @Override
    public WebSocket onBinary(Receiver<ByteBuffer> receiver) {
        binary = receiver;
        return this;
    }

    @Override
    public WebSocket onPong(Receiver<ByteBuffer> receiver) {
        pong = receiver;
        return this;
    }

    @Override
    public WebSocket onClose(Receiver<Close> receiver) {
        close = receiver;
        return this;
    }

    @Override
    public WebSocket onHandOver(Callable<?> state) {
        handOver = state;
        return this;
    }

    @Override
    public void send(String message) {
        if (!ended()) {
            socket.send(new TextWebSocketFrame(Unpooled.wrappedBuffer(Shared.utf8(message))));
        }
    }

    @Override
    public void send(ByteBuffer bytes) {
        if (!ended()) {
            socket.send(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes.duplicate())));
        }
    }

    @Override
    public void sendJson(Object value) {
        if (!ended()) {
            socket.send(new TextWebSocketFrame(Unpooled.wrappedBuffer(Shared.json(guest, value))));
        }
    }

    @Override
    public void ping(ByteBuffer payload) {
        if (payload.remaining() > MAX_CONTROL) {
            throw new IllegalArgumentException(
                    "payload of a ping: " + payload.remaining() + " bytes (expected: at most " + MAX_CONTROL + ")");
        }
        if (!ended()) {
            socket.send(new PingWebSocketFrame(Unpooled.wrappedBuffer(payload.duplicate())));
        }
    }

    @Override
    public boolean writable() {
        return !ended() && socket.writable();
    }

    @Override
    public Registration onWritable(Runnable action) {
        writableActions.add(action);
        return () -> writableActions.remove(action);
    }

    @Override
    public void pause() {
        paused = true;
        socket.pausedChanged(this);
    }

    @Override
    public void resume() {
        paused = false;
        socket.pausedChanged(this);
    }

    @Override
    public void close(int code, String reason) {
        boolean sendable = code == 1000
                || code == 1001
                || code == 1003
                || (code >= 1007 && code <= 1014)
                || (code >= 3000 && code <= 4999);
        if (!sendable) {
            throw new IllegalArgumentException("close code: " + code
                    + " (expected: 1000, 1001, 1003, 1007 to 1014 or 3000 to 4999; 4000 to 4999 are yours)");
        }
        int length = Reason.bytes(reason);
        if (length > Reason.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "close reason: " + length + " bytes (expected: at most " + Reason.MAX_BYTES + " in UTF-8)");
        }
        if (!ended()) {
            socket.close(code, reason);
        }
    }
}
