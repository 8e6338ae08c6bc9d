package dev.hazir.host.servlet;

import dev.hazir.applet.Registration;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.lifecycle.Workers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.session.DefaultSessionIdManager;
import org.eclipse.jetty.session.HouseKeeper;
import org.eclipse.jetty.session.SessionManager;
import org.jspecify.annotations.Nullable;

/**
 * The one Jetty server of the process. It has no socket, no thread and no timer of its own: exchanges come from the front
 * door, code runs on the workers, time is the host's.
 */
public final class ServletContainer implements AutoCloseable {

    private static final Duration SESSION_REVIEW = Duration.ofMinutes(1);

    private final Workers workers;
    private final HostTime time;
    private final Server server;
    private final BridgeConnector connector;
    private final Set<WebApp> apps = ConcurrentHashMap.newKeySet();
    private final Map<String, AppletSessions> sessions = new ConcurrentHashMap<>();
    private volatile boolean closed;
    private volatile Registration review = () -> {};

    private ServletContainer(Workers workers, HostTime time) {
        this.workers = workers;
        this.time = time;
        this.server =
                new Server(new WorkerThreadPool(workers), new HostScheduler(time, workers), new ArrayByteBufferPool());
        this.connector = BridgeConnector.of(server);
    }

    /** Loads what making one takes most of its time for: the media types ask Java for all languages it knows. */
    public static void warmUp() {
        MimeTypes.isKnownLocale(Locale.ROOT);
    }

    /** Starts the server, without any context. */
    public static ServletContainer start(Workers workers, HostTime time) throws Exception {
        ServletContainer container = new ServletContainer(workers, time);
        Server server = container.server;
        server.addConnector(container.connector);
        server.setHandler(new ContextDispatch());
        server.setErrorHandler(new FailureText());
        server.addBean(container.sessionIds(), true);
        server.start();
        container.scheduleReview();
        return container;
    }

    /**
     * Makes the servlet context of a deployment and starts it: listeners, filters and servlets are initialised. It is
     * reached through the endpoint of what this returns. To be called on a worker.
     *
     * @throws Exception what the guest's initialisation threw; nothing is left of the context then
     */
    public WebApp prepare(Guest guest, DeclaredWeb declared, WebSpec spec) throws Exception {
        if (closed) {
            throw new IllegalStateException("The servlet container has ended because the host is stopping.");
        }
        WebApp app = join(guest, declared, spec);
        try {
            guest.call(Trigger.of("start of the servlet context " + spec.contextPath()), () -> {
                app.start(spec);
                return Boolean.TRUE;
            });
            return app;
        } catch (Exception e) {
            Exception cause = StartFailure.of(e);
            try {
                app.close();
            } catch (Exception closing) {
                cause.addSuppressed(closing);
            }
            throw cause;
        }
    }

    /** Stops the server. Contexts are closed before by their owners; what is left of them is closed here. */
    @Override
    public void close() throws Exception {
        closed = true;
        review.close();
        Exception failure = null;
        for (WebApp app : apps) {
            try {
                app.close();
            } catch (Exception e) {
                failure = e;
            }
        }
        server.stop();
        server.destroy();
        if (failure != null) {
            throw failure;
        }
    }

    private WebApp join(Guest guest, DeclaredWeb declared, WebSpec spec) {
        AtomicReference<@Nullable WebApp> made = new AtomicReference<>();
        sessions.compute(guest.id(), (id, known) -> {
            AppletSessions own = known == null ? new AppletSessions(id, spec.sessions(), time, workers) : known;
            WebApp app = new WebApp(guest, server, connector, workers, declared, spec, own, this::closed);
            own.join(app.sessionCache());
            made.set(app);
            return own;
        });
        WebApp app = Objects.requireNonNull(made.get());
        apps.add(app);
        return app;
    }

    private void closed(WebApp app) {
        apps.remove(app);
        sessions.computeIfPresent(app.applet(), (id, own) -> own.leave(app.sessionCache()) ? null : own);
    }

    /** Ends sessions that nobody used for long. Jetty's own housekeeper does not find contexts outside its containers. */
    private void scheduleReview() {
        review = time.after(SESSION_REVIEW, workers::resume, () -> {
            apps.forEach(WebApp::scavengeSessions);
            if (!closed) {
                scheduleReview();
            }
        });
    }

    private DefaultSessionIdManager sessionIds() throws Exception {
        DefaultSessionIdManager ids = new DefaultSessionIdManager(server) {
            @Override
            public Set<SessionManager> getSessionManagers() {
                return apps.stream().map(WebApp::sessionHandler).collect(Collectors.toSet());
            }
        };
        // Its node name would end every session id, which says something about this host to nobody.
        ids.setWorkerName("");
        HouseKeeper idle = new HouseKeeper();
        idle.setSessionIdManager(ids);
        idle.setIntervalSec(0);
        ids.setSessionHouseKeeper(idle);
        return ids;
    }
}
