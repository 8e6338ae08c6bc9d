package dev.hazir.host.websocket;

import dev.hazir.applet.AppletInfo;
import dev.hazir.applet.loop.WebSocketHandler;
import dev.hazir.host.LoopHost;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.lifecycle.Gate;
import dev.hazir.host.routing.Owner;
import dev.hazir.host.routing.PathPattern;
import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.Side;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** One version of an applet with a websocket. */
final class Version {

    final Guest guest;
    final Gate gate = new Gate();
    final WebSocketEndpoint endpoint;
    private final LoopHost host;
    private final Route route;

    Version(LoopHost host, String version, String path, WebSocketHandler handler) {
        this(host, version, path, handler, declared -> {});
    }

    Version(
            LoopHost host,
            String version,
            String path,
            WebSocketHandler handler,
            Consumer<DeclaredWebSocket> settings) {
        this.host = host;
        AppletInfo info = new AppletInfo(
                "probe", "Probe", version, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        guest = new Guest(info, Version.class.getClassLoader(), host.loops.next(), host.workers);
        DeclaredWebSocket declared = new DeclaredWebSocket(PathPattern.parse(path), handler, () -> {});
        settings.accept(declared);
        endpoint = new WebSocketEndpoint(guest, declared, host.time);
        route = new Route(
                declared.pattern(),
                Set.of(),
                "websocket",
                Side.LOOP,
                new Owner("probe", version, gate),
                "test",
                false,
                endpoint);
    }

    /** Publishes it as the first. */
    Version publish() {
        host.routes.swap(table -> table.with(List.of(route)));
        return this;
    }

    /** Publishes it in place of another one, which hands over, and does not end yet. */
    Version replace(Version before) {
        host.routes.swap(table -> table.without(old -> old == before.route).with(List.of(route)));
        before.endpoint.handOver(route);
        return this;
    }

    /** Ends its time; completes when it has no websocket any more. */
    CompletionStage<Void> retire() {
        gate.shut();
        return endpoint.drain(Duration.ofSeconds(30));
    }

    void end() {
        endpoint.end(Duration.ZERO);
    }

    int open() {
        return endpoint.sockets().size();
    }
}
