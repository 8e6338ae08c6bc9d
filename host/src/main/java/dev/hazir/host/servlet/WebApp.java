package dev.hazir.host.servlet;

import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.http.RequestHead;
import dev.hazir.host.lifecycle.Gate;
import dev.hazir.host.lifecycle.Holder;
import dev.hazir.host.lifecycle.Workers;
import dev.hazir.host.routing.Behind;
import dev.hazir.host.routing.ChoosingEndpoint;
import dev.hazir.host.routing.Endpoint;
import dev.hazir.host.routing.Match;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running servlet context of one deployment. Several versions of an applet may run side by side. */
public final class WebApp implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WebApp.class);
    private static final long CLOSE_SECONDS = 5;
    /** How long a request waits for its session while the deployment that has it ends. */
    private static final long PARTING_SECONDS = CLOSE_SECONDS + 5;

    private final Guest guest;
    private final WebContext context;
    private final AppletSessions sessions;
    private final BridgeConnector connector;
    private final Workers workers;
    private final long maxBody;
    private final Consumer<WebApp> ended;
    private final Trigger serving;
    private final Endpoint endpoint = new ContextEndpoint();
    private final Set<BridgeChannel> channels = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CompletableFuture<Void> parted = new CompletableFuture<>();

    // Those who are in the gate have come since the last withdrawal: a new one takes its place at each.
    private volatile Gate requests = new Gate();

    WebApp(
            Guest guest,
            Server server,
            BridgeConnector connector,
            Workers workers,
            DeclaredWeb declared,
            WebSpec spec,
            AppletSessions sessions,
            Consumer<WebApp> ended) {
        this.guest = guest;
        this.sessions = sessions;
        SessionPlace place = new SessionPlace(this, guest, sessions.nextNumber(), workers::resume);
        this.context = new WebContext(
                guest, server, spec, declared, new HostSessionHandler(sessions, place), this::afterRequests);
        this.serving = Trigger.of("servlets in " + context.path());
        this.connector = connector;
        this.workers = workers;
        this.maxBody = spec.maxBody();
        this.ended = ended;
    }

    /** Starts the context. Calls guest code. */
    void start(WebSpec spec) throws Exception {
        context.start(spec);
    }

    /** One object for all its routes: answers exchanges whose path lies under the context path. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Everything it serves now, declared or found by annotation. */
    public List<WebMapping> mappings() {
        return context.mappings();
    }

    /** Its routes are about to be published: sessions of earlier deployments go over to this one from now on. */
    public void live() {
        sessions.live(sessionCache());
    }

    /** How many sessions it has. */
    public int sessionCount() {
        return sessionCache().size();
    }

    /** The sessions that wait for nothing but their own end once a later deployment is live. */
    public Holder sessions() {
        return new SessionsHeld(sessions, sessionCache());
    }

    /**
     * Stops the context: sessions go over to the deployment that is live, or to disk, listeners, filters and servlets end,
     * nothing of the deployment is held any more. Waits a moment for Jetty to be through with the last requests. Blocks; to be called on a worker when the
     * deployment is drained. A second call does nothing.
     */
    @Override
    public void close() throws Exception {
        if (closed.compareAndSet(false, true)) {
            awaitRequests();
            channels.forEach(BridgeChannel::dropped);
            try {
                sessionCache().part(sessions.successor(sessionCache()));
            } finally {
                parted.complete(null);
            }
            try {
                guest.call(Trigger.of("end of the servlet context " + context.path()), () -> {
                    context.close();
                    return Boolean.TRUE;
                });
            } finally {
                ended.accept(this);
            }
        }
    }

    /** Runs a task on a worker when all requests that are under way now have been answered. */
    void afterRequests(Runnable task) {
        Gate before = requests;
        requests = new Gate();
        before.shut()
                .thenRun(() ->
                        workers.resume(() -> guest.run(Trigger.of("withdrawal in " + context.path()), task::run)));
    }

    /** Handles a request that came to this deployment: here, or where its session is. Called by Jetty on a worker. */
    boolean handle(Request request, Response response, Callback callback) throws Exception {
        BridgeConnection connection = (BridgeConnection) request.getConnectionMetaData();
        if (sessions.alone()) {
            boolean handled = handleHere(request, response, callback);
            if (handled || !connection.sessionElsewhere()) {
                return handled;
            }
        }
        return handleAtSession(connection, request, response, callback);
    }

    /** Notes that a response broke off because of the guest. */
    void failed(RequestHead request, Throwable cause) {
        guest.fault(Trigger.of("servlet " + request.method() + " " + request.path()), cause);
    }

    String applet() {
        return guest.id();
    }

    HostSessionHandler sessionHandler() {
        return context.sessions();
    }

    HostSessionCache sessionCache() {
        return context.sessions().cache();
    }

    void scavengeSessions() {
        guest.run(Trigger.of("end of old sessions in " + context.path()), sessionHandler()::scavenge);
    }

    private boolean handleHere(Request request, Response response, Callback callback) throws Exception {
        return guest.call(serving, () -> context.handle(request, response, callback));
    }

    /** Sessions move while requests are on their way: a request follows its session until both have met. */
    private boolean handleAtSession(BridgeConnection connection, Request request, Response response, Callback callback)
            throws Exception {
        while (true) {
            WebApp server = sessions.serverOf(sessionHandler().requestedIds(request), sessionCache());
            if (server != this) {
                Gate gate = server.enter();
                if (gate == null) {
                    if (!server.awaitParting()) {
                        Response.writeError(request, response, callback, 503);
                        return true;
                    }
                    continue;
                }
                connection.servedBy(server, gate::leave);
            }
            connection.sessionElsewhere(false);
            boolean handled = server.handleHere(request, response, callback);
            if (handled || !connection.sessionElsewhere()) {
                return handled;
            }
        }
    }

    /** Waits until the sessions of this deployment, which is ending, have gone where they belong. */
    private boolean awaitParting() throws Exception {
        try {
            parted.get(PARTING_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            log.warn("A request waited in vain for its session, which {} does not let go", guest);
            return false;
        }
    }

    private final class ContextEndpoint implements ChoosingEndpoint {

        @Override
        public void serve(HttpExchange exchange, Match match) {
            WebApp.this.serve(exchange);
        }

        @Override
        public Behind behind(List<String> path) {
            return context.behind(path);
        }
    }

    private void serve(HttpExchange exchange) {
        if (!exchange.limitBody(maxBody)) {
            ErrorAnswer.about(413, "too-large", size(maxBody)).to(exchange);
            return;
        }
        Gate gate = enter();
        if (gate == null) {
            ErrorAnswer.about(503, "ending", guest.id()).retry(2).to(exchange);
            return;
        }
        BridgeChannel channel = BridgeChannel.of(exchange.connection(), connector, channels);
        BridgeStream stream;
        try {
            stream = new BridgeStream(exchange, channel, this, workers, gate::leave);
        } catch (RuntimeException e) {
            channel.dropped();
            gate.leave();
            throw e;
        }
        stream.begin();
    }

    private static String size(long bytes) {
        long kib = 1 << 10;
        long mib = 1 << 20;
        return bytes >= mib && bytes % mib == 0
                ? bytes / mib + " MiB"
                : bytes >= kib && bytes % kib == 0 ? bytes / kib + " KiB" : bytes + " bytes";
    }

    /** Goes through the gate of now; null after the end. */
    private @Nullable Gate enter() {
        while (!closed.get()) {
            Gate gate = requests;
            if (gate.enter()) {
                return gate;
            }
        }
        return null;
    }

    /** An answered request is still in Jetty's hands until its session and its listeners know that it is over. */
    private void awaitRequests() throws InterruptedException {
        try {
            requests.shut().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            log.warn(
                    "{} requests of {} are not answered after {} s; its servlet context ends all the same.",
                    requests.inside(),
                    guest,
                    CLOSE_SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
