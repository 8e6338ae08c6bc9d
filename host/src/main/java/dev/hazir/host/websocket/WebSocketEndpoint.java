package dev.hazir.host.websocket;

import dev.hazir.applet.AtUpgrade;
import dev.hazir.applet.loop.WebSocket.Close;
import dev.hazir.applet.loop.WebSocketResumption;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.HandedState;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.lifecycle.Holder;
import dev.hazir.host.lifecycle.Holding;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.lifecycle.Lineage;
import dev.hazir.host.lifecycle.OpenOnes;
import dev.hazir.host.lifecycle.Prospect;
import dev.hazir.host.request.LiveRequest;
import dev.hazir.host.routing.Endpoint;
import dev.hazir.host.routing.Match;
import dev.hazir.host.routing.PathPattern;
import dev.hazir.host.routing.Route;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Opens websockets of one route, knows those that are open, and lets its successor go on with them. Any thread. */
public final class WebSocketEndpoint implements Endpoint, Holder {

    private static final Close REPLACED = new Close(HandOver.SERVICE_RESTART, "the applet is being replaced");
    private static final Duration SPREAD = Duration.ofSeconds(2);

    private final Guest guest;
    private final DeclaredWebSocket declared;
    private final HostTime time;
    private final OpenOnes<HostedSocket> open;
    private final Map<EventLoop, SendBatch> batches = new ConcurrentHashMap<>();
    private volatile Lineage<Route> lineage = new Lineage<>();
    private volatile @Nullable Close farewell;
    private volatile @Nullable Handshake handshake;

    /** The endpoint of a declaration, which cannot be changed any more when the first request has come. */
    public WebSocketEndpoint(Guest guest, DeclaredWebSocket declared, HostTime time) {
        this.guest = guest;
        this.declared = declared;
        this.time = time;
        this.open = new OpenOnes<>(time, socket -> socket.channel().eventLoop());
    }

    /** The endpoint of a route that has one. */
    static WebSocketEndpoint of(Route route) {
        return (WebSocketEndpoint) route.endpoint();
    }

    @Override
    public void serve(HttpExchange exchange, Match match) {
        Handshake.Outcome outcome = handshake().answer(exchange.request());
        if (outcome instanceof Handshake.Outcome.Refused refused) {
            refused.answer().to(exchange);
        } else if (outcome instanceof Handshake.Outcome.Accepted accepted) {
            exchange.upgrade(accepted.head(), channel -> opened(channel, exchange, match, accepted));
        }
    }

    @Override
    public long open() {
        return open.list().size();
    }

    @Override
    public String movedBecause() {
        return guest.whyMoved(declared.toString());
    }

    public PathPattern pattern() {
        return declared.pattern();
    }

    /** Those that are open. */
    public List<OpenSocket> sockets() {
        return open.list().stream().map(HostedSocket::shown).toList();
    }

    @Override
    public List<Holding> holding() {
        return Holding.of(
                "websocket",
                "loop",
                sockets().stream()
                        .map(socket -> new Holding.Item(
                                declared.pattern().toString(),
                                socket.id(),
                                socket.remote().getAddress().getHostAddress() + ":"
                                        + socket.remote().getPort(),
                                socket.since()))
                        .toList());
    }

    /**
     * What would become of the open websockets if another deployment took over. Calls its code, and waits for event loops.
     *
     * @param next its route with the same path, in rehearsal, or null
     */
    public List<Prospect> prospects(@Nullable Route next) {
        Outlook outlook =
                Outlook.on(declared, next == null ? null : of(next).declared, next == null ? null : of(next).guest);
        return Prospect.counted(
                "websocket",
                declared.pattern().toString(),
                open.list().stream()
                        .map(socket -> CompletableFuture.supplyAsync(
                                () -> outlook.of(socket), socket.channel().eventLoop()))
                        .toList());
    }

    /**
     * Lets the next version of this route go on with all websockets that both want to hand over. Returns at once: each
     * goes over on its event loop, in its own time.
     *
     * @param next a route with the same path and a {@code WebSocketEndpoint}
     */
    public void handOver(Route next) {
        Lineage<Route> line = lineage;
        of(next).lineage = line;
        line.newest(next);
        open.each(socket -> socket.handOver(this));
    }

    /**
     * Lets all go that are handed over. What is not is closed as its route says: soon and spread over a time, or not before
     * {@link #end}.
     */
    @Override
    public CompletionStage<Void> drain(Duration patience) {
        Route newest = lineage.newest();
        if (newest != null && newest.endpoint() == this) {
            lineage.newest(null);
        }
        if (declared.atUpgrade() == AtUpgrade.RECONNECT) {
            farewell = REPLACED;
            open.spread(SPREAD, socket -> socket.leave(this, REPLACED));
        }
        return open.empty();
    }

    /** Closes what is left; hand-overs that are still under way are given up. */
    @Override
    public void end(Duration spread) {
        closeAll(REPLACED, spread);
    }

    /**
     * Closes those that are open, spread evenly over a time, so that their clients do not all come back at once.
     *
     * @return completes when none is open here any more
     */
    public CompletionStage<Void> closeAll(Close close, Duration spread) {
        farewell = close;
        open.spread(spread, socket -> socket.leaveNow(this, close));
        return open.empty();
    }

    /** Cuts what is open, at once. */
    public void cut() {
        open.each(socket -> socket.cut(this));
    }

    // Called by the websockets, on their event loops.

    DeclaredWebSocket declared() {
        return declared;
    }

    SendBatch batch(EventLoop loop) {
        return batches.computeIfAbsent(loop, SendBatch::new);
    }

    /** Where websockets go from here, or null. */
    @Nullable
    Route successor() {
        Route newest = lineage.newest();
        return newest == null || newest.endpoint() == this ? null : newest;
    }

    /** A websocket is closed, or has moved to another endpoint. */
    void left(HostedSocket socket) {
        open.remove(socket);
    }

    /** Whether this version takes a websocket of another one. */
    boolean goesOnWith(GuestSocket before, WebSocketEndpoint from, HostedSocket socket) {
        return resumption(before, from, socket) != null;
    }

    /** Goes on with a websocket of another version; says no when it does not want to. */
    boolean goOn(GuestSocket before, WebSocketEndpoint from, HostedSocket socket, HandedState state, Route route) {
        WebSocketResumption resumption = resumption(before, from, socket);
        if (resumption == null) {
            return false;
        }
        GuestSocket view = before.next(guest, route);
        open.add(socket);
        socket.moveTo(this);
        try {
            view.resumed(resumption, state);
            socket.attach(view);
        } catch (Exception e) {
            guest.fault(view.trigger(), e);
            socket.attach(view);
            socket.close(HandOver.SERVICE_RESTART, Reason.of(e));
        }
        catchUp(socket);
        return true;
    }

    private @Nullable WebSocketResumption resumption(GuestSocket before, WebSocketEndpoint from, HostedSocket socket) {
        if (!Terms.of(declared).refusal(from.declared, before, socket).isEmpty()) {
            return null;
        }
        try {
            return guest.<@Nullable WebSocketResumption>call(
                    before.trigger(), () -> declared.handler().resumption());
        } catch (Exception e) {
            guest.fault(before.trigger(), e);
            return null;
        }
    }

    /** Does with one that has come late what was done with the others. */
    private void catchUp(HostedSocket socket) {
        if (successor() != null) {
            socket.handOver(this);
        }
        Close close = farewell;
        if (close != null) {
            socket.leave(this, close);
        }
    }

    private Handshake handshake() {
        Handshake ready = handshake;
        if (ready == null) {
            declared.goLive();
            ready = new Handshake(declared);
            handshake = ready;
        }
        return ready;
    }

    private void opened(Channel channel, HttpExchange exchange, Match match, Handshake.Outcome.Accepted accepted) {
        InetSocketAddress remote = exchange.connection().remoteAddress();
        Trigger trigger = Trigger.of(declared.toString(), remote);
        OpenSocket shown =
                new OpenSocket(exchange.connection().id(), remote, time.clock().instant());
        FrameGate gate = new FrameGate();
        HostedSocket socket = new HostedSocket(shown, channel, gate, this, time);
        GuestSocket view = new GuestSocket(
                guest, socket, new LiveRequest(guest, exchange, match, trigger), accepted.subprotocol(), trigger);
        Frames.install(channel.pipeline(), accepted.extension(), declared.maxMessage(), gate, socket);
        if (!channel.isActive()) {
            return;
        }
        open.add(socket);
        socket.settle();
        view.turn().run(() -> {
            boolean coped = view.opened(declared.handler());
            socket.onLoop(() -> begin(socket, view, coped));
        });
    }

    private void begin(HostedSocket socket, GuestSocket view, boolean coped) {
        socket.attach(view);
        if (coped) {
            catchUp(socket);
        } else {
            socket.fail(1011, "the applet failed");
        }
    }
}
