package dev.hazir.host.servlet;

import static org.awaitility.Awaitility.await;

import dev.hazir.applet.AppletInfo;
import dev.hazir.host.front.ExchangeObserver;
import dev.hazir.host.front.FrontConfig;
import dev.hazir.host.front.FrontDoor;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.LoopThread;
import dev.hazir.host.http.Failures;
import dev.hazir.host.lifecycle.Gate;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.lifecycle.SystemTime;
import dev.hazir.host.lifecycle.Workers;
import dev.hazir.host.routing.Endpoint;
import dev.hazir.host.routing.Owner;
import dev.hazir.host.routing.PathPattern;
import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.RouteTable;
import dev.hazir.host.routing.Routes;
import dev.hazir.host.routing.Side;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** A front door on a free port with servlet contexts behind it. */
public final class WebHost implements AutoCloseable {

    static final long MAX_BODY = 200L << 20;

    public final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            1, (ThreadFactory) task -> new LoopThread(task, "test-loop"), NioIoHandler.newFactory());
    public final Routes routes = new Routes();
    public final HostTime time;
    public final Workers workers;
    public final ServletContainer container;
    public final FrontDoor door;
    public final int port;
    public final Path sessions;
    public final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public WebHost() throws Exception {
        this(Workers.start(64, 1_000));
    }

    public WebHost(Workers workers) throws Exception {
        this(workers, Files.createTempDirectory("hazir-sessions"));
    }

    /** A host on what another one has saved. */
    public WebHost(Workers workers, Path sessions) throws Exception {
        this(workers, sessions, new SystemTime());
    }

    /** A host whose time passes when a test says so. */
    public WebHost(Workers workers, Path sessions, HostTime time) throws Exception {
        this.workers = workers;
        this.time = time;
        this.sessions = sessions;
        container = ServletContainer.start(workers, time);
        door = new FrontDoor(
                FrontConfig.defaults().at("127.0.0.1", 0), loops, routes, ExchangeObserver.NONE, Failures.told());
        port = door.open();
        door.ready();
    }

    public static DeclaredWeb web() {
        return new DeclaredWeb(
                (template, model) -> {
                    throw new IllegalArgumentException("no pages here");
                },
                (path, handler) -> () -> {});
    }

    public Guest guest(String id, ClassLoader loader) {
        AppletInfo info =
                new AppletInfo(id, id, "1.0.0", Optional.empty(), Optional.empty(), Optional.empty(), List.of());
        return new Guest(info, loader, loops.next(), workers);
    }

    /** Prepares a context for {@code /apps/<id>} without publishing it. */
    public WebApp prepare(String id, DeclaredWeb web, ClassLoader loader, List<Path> jars) throws Exception {
        return prepare(guest(id, loader), web, jars);
    }

    /** The same for a guest that the test knows. */
    WebApp prepare(Guest guest, DeclaredWeb web, List<Path> jars) throws Exception {
        Path temp = Files.createTempDirectory("hazir-web");
        String id = guest.id();
        return container.prepare(guest, web, new WebSpec("/apps/" + id, jars, temp, sessions.resolve(id), MAX_BODY));
    }

    /** Prepares and publishes a context made of declarations alone. */
    public WebApp serve(String id, DeclaredWeb web) throws Exception {
        WebApp app = prepare(id, web, WebHost.class.getClassLoader(), List.of());
        publish(id, app);
        return app;
    }

    /** Lets requests to {@code /apps/<id>/} go to a context, and to no other. */
    public void publish(String id, WebApp app) {
        app.live();
        Route route = route("/apps/" + id + "/*", Side.WEB, app.endpoint());
        routes.swap(table -> RouteTable.of(table.routes().stream()
                        .filter(other -> !other.pattern().equals(route.pattern()))
                        .toList())
                .with(List.of(route)));
    }

    public void onLoop(String pattern, Endpoint endpoint) {
        Route route = route(pattern, Side.LOOP, endpoint);
        routes.swap(table -> table.with(List.of(route)));
    }

    public HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public RawClient connect() throws Exception {
        return new RawClient(port);
    }

    /** Waits until all requests are through: an answer is there a little before its request has let go of its session. */
    public void settle() {
        await().until(() -> workers.figures().busy() == 0);
        loops.forEach(loop -> loop.submit(() -> {}).syncUninterruptibly());
        await().until(() -> workers.figures().busy() == 0);
    }

    @Override
    public void close() throws Exception {
        door.close();
        container.close();
        workers.close();
        if (time instanceof SystemTime system) {
            system.close();
        }
        loops.shutdownGracefully(0, 30, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** A route of the web side. */
    static Route route(String pattern, Endpoint endpoint) {
        return route(pattern, Side.WEB, endpoint);
    }

    private static Route route(String pattern, Side side, Endpoint endpoint) {
        return new Route(
                PathPattern.parse(pattern),
                Set.of(),
                "servlet",
                side,
                new Owner("test", "1.0.0", new Gate()),
                "test",
                false,
                endpoint);
    }
}
