package dev.hazir.host.applet;

import dev.hazir.applet.AtUpgrade;
import dev.hazir.applet.Registration;
import dev.hazir.applet.loop.ResourceHandler;
import dev.hazir.applet.loop.ResourceRoute;
import dev.hazir.applet.loop.WebSocket.Close;
import dev.hazir.applet.loop.WebSocketHandler;
import dev.hazir.applet.loop.WebSocketRoute;
import dev.hazir.applet.web.BlockingHandler;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.lifecycle.Holder;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.lifecycle.Prospect;
import dev.hazir.host.resource.BlockingEndpoint;
import dev.hazir.host.resource.DeclaredResource;
import dev.hazir.host.resource.EventStreams;
import dev.hazir.host.resource.ResourceEndpoint;
import dev.hazir.host.routing.DeclaredRoute;
import dev.hazir.host.routing.Endpoint;
import dev.hazir.host.routing.PathPattern;
import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.Side;
import dev.hazir.host.websocket.DeclaredWebSocket;
import dev.hazir.host.websocket.WebSocketEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The paths a deployment claims with handlers of its own. During setup they are only written down; once the deployment is
 * live every change is published. Used by any thread.
 */
final class RecordedPaths {

    private static final Close GOING_AWAY = new Close(1001, "the host is stopping");

    /** A claim with what it is withdrawn by, and what ends the time of its settings. */
    private record Recorded(Object key, Claim claim, Runnable goLive) {}

    private final Guest guest;
    private final Declarations declarations;
    private final HostTime time;
    private final List<Recorded> recorded = new CopyOnWriteArrayList<>();
    private final List<WebSocketEndpoint> webSockets = new CopyOnWriteArrayList<>();
    private final EventStreams reconnecting;
    private final EventStreams finishing;
    private volatile Runnable changed = () -> {};
    private volatile boolean live;

    RecordedPaths(Guest guest, Declarations declarations, HostTime time) {
        this.guest = guest;
        this.declarations = declarations;
        this.time = time;
        this.reconnecting = new EventStreams(AtUpgrade.RECONNECT, time);
        this.finishing = new EventStreams(AtUpgrade.FINISH, time);
    }

    ResourceRoute resource(PathPattern pattern, ResourceHandler handler) {
        declarations.requireRunning();
        Object key = new Object();
        DeclaredResource declared = new DeclaredResource(pattern, handler, () -> withdraw(key));
        Endpoint endpoint = new Late(() -> new ResourceEndpoint(
                guest,
                declared,
                time,
                declarations.maxRequestBody(),
                declared.atUpgrade() == AtUpgrade.FINISH ? finishing : reconnecting));
        add(new Recorded(key, claim("resource", handler, declared, declared::methods, endpoint), declared::goLive));
        return declared;
    }

    WebSocketRoute websocket(PathPattern pattern, WebSocketHandler handler) {
        declarations.requireRunning();
        Object key = new Object();
        DeclaredWebSocket declared = new DeclaredWebSocket(pattern, handler, () -> withdraw(key));
        WebSocketEndpoint endpoint = new WebSocketEndpoint(guest, declared, time);
        webSockets.add(endpoint);
        add(new Recorded(key, claim("websocket", handler, declared, Set::of, endpoint), declared::goLive));
        return declared;
    }

    /** A blocking resource: of the web side, but not a servlet. */
    Registration blocking(PathPattern pattern, BlockingHandler handler) {
        declarations.requireRunning();
        Endpoint endpoint = new Late(() -> new BlockingEndpoint(
                guest, handler, pattern.toString(), time, declarations.maxRequestBody(), reconnecting));
        Claim claim = new Claim(pattern, "resource", Side.WEB, name(handler), Set::of, () -> false, endpoint);
        Object key = new Object();
        add(new Recorded(key, claim, () -> {}));
        return () -> withdraw(key);
    }

    List<Claim> claims() {
        return recorded.stream().map(Recorded::claim).toList();
    }

    /** From now on settings stand, and every change is published by {@code publish}. */
    void live(Runnable publish) {
        live = true;
        recorded.forEach(one -> one.goLive().run());
        changed = publish;
    }

    /** Lets the next version go on with open websockets of routes that it has too. */
    void handOver(List<Route> next) {
        for (WebSocketEndpoint endpoint : webSockets) {
            Route follower = follower(endpoint, next);
            if (follower != null) {
                endpoint.handOver(follower);
            }
        }
    }

    private static @Nullable Route follower(WebSocketEndpoint endpoint, List<Route> next) {
        return next.stream()
                .filter(route -> route.endpoint() instanceof WebSocketEndpoint
                        && route.pattern().sameAs(endpoint.pattern()))
                .findFirst()
                .orElse(null);
    }

    /** What would become of what is open here if a deployment with these routes took over. */
    List<Prospect> prospects(List<Route> next) {
        List<Prospect> all = new ArrayList<>();
        for (WebSocketEndpoint endpoint : webSockets) {
            all.addAll(endpoint.prospects(follower(endpoint, next)));
        }
        all.addAll(reconnecting.prospects());
        all.addAll(finishing.prospects());
        return all;
    }

    /** The deployment is out of reach: nothing is published any more. */
    void retired() {
        changed = () -> {};
    }

    /** What keeps connections of its own beside those of open requests. */
    List<Holder> holders() {
        List<Holder> all = new ArrayList<>(webSockets);
        all.add(reconnecting);
        all.add(finishing);
        return all;
    }

    /** Tells the clients of websockets and event streams that the host goes away. */
    void leave() {
        webSockets.forEach(endpoint -> endpoint.closeAll(GOING_AWAY, Duration.ZERO));
        reconnecting.end(Duration.ZERO);
        finishing.end(Duration.ZERO);
    }

    /** Lets no connection lead here any more. */
    void cut() {
        webSockets.forEach(WebSocketEndpoint::cut);
    }

    private void add(Recorded one) {
        recorded.add(one);
        if (live) {
            changed.run();
        }
    }

    private void withdraw(Object key) {
        if (recorded.removeIf(one -> one.key() == key)) {
            changed.run();
        }
    }

    private static Claim claim(
            String kind, Object handler, DeclaredRoute declared, Supplier<Set<String>> methods, Endpoint endpoint) {
        return new Claim(declared.pattern(), kind, Side.LOOP, name(handler), methods, declared::isInstead, endpoint);
    }

    /** A lambda has no name worth showing: the class that holds it does. */
    private static String name(Object handler) {
        String name = handler.getClass().getName();
        int lambda = name.indexOf("$$Lambda");
        String holder = lambda < 0 ? name : name.substring(0, lambda);
        return holder.substring(holder.lastIndexOf('.') + 1);
    }
}
