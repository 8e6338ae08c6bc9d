package dev.hazir.host;

import dev.hazir.applet.AppletInfo;
import dev.hazir.applet.AtUpgrade;
import dev.hazir.applet.loop.ResourceHandler;
import dev.hazir.applet.loop.WebSocketHandler;
import dev.hazir.applet.web.BlockingHandler;
import dev.hazir.host.front.ExchangeObserver;
import dev.hazir.host.front.FrontConfig;
import dev.hazir.host.front.FrontDoor;
import dev.hazir.host.guest.BlockReport;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.LoopWatch;
import dev.hazir.host.guest.WatchLimits;
import dev.hazir.host.http.Failures;
import dev.hazir.host.http.HttpConnection;
import dev.hazir.host.lifecycle.Gate;
import dev.hazir.host.lifecycle.ManualTime;
import dev.hazir.host.lifecycle.Workers;
import dev.hazir.host.resource.BlockingEndpoint;
import dev.hazir.host.resource.DeclaredResource;
import dev.hazir.host.resource.EventStreams;
import dev.hazir.host.resource.ResourceEndpoint;
import dev.hazir.host.routing.Endpoint;
import dev.hazir.host.routing.Owner;
import dev.hazir.host.routing.PathPattern;
import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.Routes;
import dev.hazir.host.routing.Side;
import dev.hazir.host.websocket.DeclaredWebSocket;
import dev.hazir.host.websocket.WebSocketEndpoint;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A front door on a free port with one guest behind it, whose time is advanced by hand. */
public final class LoopHost implements AutoCloseable {

    public final ManualTime time = new ManualTime();
    public final EventStreams streams = new EventStreams(AtUpgrade.RECONNECT, time);
    public final Gate gate = new Gate();
    public final Routes routes = new Routes();
    public final Queue<BlockReport> blocked = new ConcurrentLinkedQueue<>();
    public final LoopWatch watch = new LoopWatch(WatchLimits.DEFAULT).start();
    public final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, watch, NioIoHandler.newFactory());
    public final Workers workers = Workers.startPool(8, 8);
    public final Guest guest;
    public final int port;
    public final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final FrontDoor door;

    public LoopHost() throws IOException {
        watch.listen(blocked::add);
        AppletInfo info = new AppletInfo(
                "probe", "Probe", "1.0.0", Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        guest = new Guest(info, LoopHost.class.getClassLoader(), loops.next(), workers);
        door = new FrontDoor(
                FrontConfig.defaults().at("127.0.0.1", 0), loops, routes, new Unobserved(), Failures.told());
        port = door.open();
        door.ready();
    }

    public LoopHost resource(String path, ResourceHandler handler) {
        return resource(path, handler, declared -> {});
    }

    public LoopHost resource(String path, ResourceHandler handler, Consumer<DeclaredResource> settings) {
        DeclaredResource declared = new DeclaredResource(PathPattern.parse(path), handler, () -> {});
        settings.accept(declared);
        return endpoint(path, declared.methods(), new ResourceEndpoint(guest, declared, time, 1 << 20, streams));
    }

    public LoopHost blocking(String path, BlockingHandler handler) {
        return endpoint(path, Set.of(), new BlockingEndpoint(guest, handler, path, time, 1 << 20, streams));
    }

    public WebSocketEndpoint websocket(String path, WebSocketHandler handler) {
        return websocket(path, handler, declared -> {});
    }

    public WebSocketEndpoint websocket(String path, WebSocketHandler handler, Consumer<DeclaredWebSocket> settings) {
        DeclaredWebSocket declared = new DeclaredWebSocket(PathPattern.parse(path), handler, () -> {});
        WebSocketEndpoint endpoint = new WebSocketEndpoint(guest, declared, time);
        settings.accept(declared);
        endpoint(path, Set.of(), endpoint);
        return endpoint;
    }

    public LoopHost endpoint(String path, Set<String> methods, Endpoint endpoint) {
        Route route = new Route(
                PathPattern.parse(path),
                methods,
                "resource",
                Side.LOOP,
                new Owner("probe", "1.0.0", gate),
                "test",
                false,
                endpoint);
        routes.swap(table -> table.with(List.of(route)));
        return this;
    }

    public HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery));
    }

    public HttpResponse<String> get(String pathAndQuery) throws Exception {
        return send(request(pathAndQuery));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        return socket;
    }

    /** Waits until each event loop has done what it was given. */
    public void settle() {
        for (EventExecutor loop : loops) {
            loop.submit(() -> {}).syncUninterruptibly();
        }
    }

    @Override
    public void close() {
        door.close();
        loops.shutdownGracefully(0, 30, TimeUnit.SECONDS).awaitUninterruptibly();
        workers.close();
        watch.close();
    }

    private static final class Unobserved implements ExchangeObserver {
        @Override
        public void opened(HttpConnection connection) {}

        @Override
        public void closed(HttpConnection connection) {}

        @Override
        public void ended(Finished exchange) {}
    }
}
