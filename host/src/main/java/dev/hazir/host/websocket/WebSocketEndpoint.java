package dev.hazir.host.websocket;

import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.lifecycle.Holder;
import dev.hazir.host.lifecycle.Holding;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.request.LiveRequest;
import dev.hazir.host.routing.Endpoint;
import dev.hazir.host.routing.Match;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Opens websockets of one route and knows those that are open. */
public final class WebSocketEndpoint implements Endpoint, Holder {

    private static final int SERVICE_RESTART = 1012;
    private static final String REPLACED = "the applet is being replaced";
    private static final Duration SPREAD = Duration.ofSeconds(2);

    private final Guest guest;
    private final DeclaredWebSocket declared;
    private final HostTime time;
    private final Map<HostedSocket, OpenSocket> open = new ConcurrentHashMap<>();
    private final Map<EventLoop, SendBatch> batches = new ConcurrentHashMap<>();
    private volatile @Nullable Handshake handshake;

    /** The endpoint of a declaration, which cannot be changed any more when the first request has come. */
    public WebSocketEndpoint(Guest guest, DeclaredWebSocket declared, HostTime time) {
        this.guest = guest;
        this.declared = declared;
        this.time = time;
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

    /** How many are open. */
    public int count() {
        return open.size();
    }

    /** Those that are open. */
    public List<OpenSocket> sockets() {
        return List.copyOf(open.values());
    }

    /**
     * Closes those that are open, spread evenly over a time, so that their clients do not all come back at once. The
     * stage completes when the connections are closed.
     */
    public CompletionStage<Void> closeAll(int code, String reason, Duration spread) {
        List<HostedSocket> closing = List.copyOf(open.keySet());
        CompletableFuture<Void> closed = new CompletableFuture<>();
        AtomicInteger left = new AtomicInteger(closing.size());
        if (closing.isEmpty()) {
            closed.complete(null);
        }
        for (int i = 0; i < closing.size(); i++) {
            HostedSocket socket = closing.get(i);
            socket.channel().closeFuture().addListener(done -> {
                if (left.decrementAndGet() == 0) {
                    closed.complete(null);
                }
            });
            Duration delay = spread.multipliedBy(i).dividedBy(closing.size());
            time.after(delay, socket.channel().eventLoop(), () -> socket.close(code, reason));
        }
        return closed;
    }

    @Override
    public List<Holding> holding() {
        return Holding.of(
                "websocket",
                "loop",
                open.values().stream()
                        .map(socket -> new Holding.Item(
                                declared.pattern().toString(),
                                socket.id(),
                                socket.remote().getAddress().getHostAddress() + ":"
                                        + socket.remote().getPort(),
                                socket.since()))
                        .toList());
    }

    /** Asks the clients to come back: to the next version, if there is one. */
    @Override
    public CompletionStage<Void> drain(Duration patience) {
        return closeAll(SERVICE_RESTART, REPLACED, SPREAD);
    }

    @Override
    public void end(Duration spread) {
        closeAll(SERVICE_RESTART, REPLACED, spread);
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
        String id = exchange.connection().id();
        Trigger trigger = Trigger.of(declared.toString(), remote);
        FrameGate gate = new FrameGate();
        SendBatch batch = batches.computeIfAbsent(channel.eventLoop(), SendBatch::new);
        HostedSocket socket = new HostedSocket(id, channel, declared.maxMessage(), gate, batch, time, open::remove);
        GuestSocket view = new GuestSocket(
                guest, socket, new LiveRequest(guest, exchange, match, trigger), accepted.subprotocol(), trigger);
        Frames.install(channel.pipeline(), accepted.extension(), declared.maxMessage(), gate, socket);
        open.put(socket, new OpenSocket(id, remote, time.clock().instant()));
        socket.watchIdle(declared.idleTimeout());
        if (!channel.isActive()) {
            open.remove(socket);
            return;
        }
        boolean coped = view.opened(declared.handler());
        socket.attach(view);
        if (!coped) {
            socket.fail(1011, "the applet failed");
        }
    }
}
