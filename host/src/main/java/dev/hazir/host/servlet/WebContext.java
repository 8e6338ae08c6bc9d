package dev.hazir.host.servlet;

import dev.hazir.applet.web.ContextSetup;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.routing.Behind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.SessionHandler;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.Resource;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.resource.Resources;

/**
 * One Jetty context, outside of Jetty's containers: it is reached through its deployment's endpoint alone, and nothing
 * refers to it once it is closed.
 */
final class WebContext {

    private static final String SESSION_COOKIE = "HAZIRSESSION";

    private final ServletContextHandler context;
    private final ResourceFactory.Closeable resources = ResourceFactory.closeable();
    private final DeclaredWeb declared;
    private final LiveContext live;
    private final HostScheduler scheduler;
    private final HostSessionHandler sessions;

    /**
     * A context that is not started yet.
     *
     * @param afterRequests runs a task when the requests that are under way have been answered
     */
    WebContext(
            Guest guest,
            Server server,
            WebSpec spec,
            DeclaredWeb declared,
            HostSessionHandler sessions,
            Consumer<Runnable> afterRequests) {
        this.declared = declared;
        this.sessions = sessions;
        this.scheduler = (HostScheduler) server.getScheduler();
        ErrorPages errors = new ErrorPages(guest);
        context = new ServletContextHandler(
                spec.contextPath(), ServletContextHandler.SESSIONS | ServletContextHandler.NO_SECURITY);
        context.setSessionHandler(sessions);
        live = new LiveContext(context, errors, afterRequests);
        context.setServer(server);
        context.setClassLoader(guest.loader());
        context.setDisplayName(guest.info().name());
        context.setTempDirectory(spec.temp().toFile());
        context.setErrorHandler(errors);
        context.addEventListener(new LogScope(guest.id()));
        context.setWelcomeFiles(new String[0]);
        context.getServletHandler().setStartWithUnavailable(false);
        setSessionCookie(sessions, spec.contextPath());
    }

    String path() {
        return context.getContextPath();
    }

    /** Starts the context with everything declared and everything annotated. Calls guest code. */
    void start(WebSpec spec) throws Exception {
        List<String> annotated = AnnotatedClasses.find(spec.jars());
        setBaseResource(spec.jars());
        List<ContextSetup> setups = declared.goLive(live);
        context.addServletContainerInitializer((types, servletContext) -> {
            for (ContextSetup setup : setups) {
                setup.configure(servletContext);
            }
            AnnotatedRegistrations.register(servletContext, context.getClassLoader(), annotated);
        });
        context.start();
    }

    List<WebMapping> mappings() {
        return live.mappings();
    }

    /** What it would choose for the decoded segments of a path. */
    Behind behind(List<String> path) {
        String whole = "/" + String.join("/", path);
        String within = whole.substring(Math.min(whole.length(), path().length()));
        WebMapping mapping = live.matching(within);
        return mapping == null
                ? Behind.NOTHING
                : new Behind(
                        mapping.path(path()), mapping.routeName(), shown(mapping.urlPattern()), live.filters(within));
    }

    private String shown(String urlPattern) {
        return urlPattern.isEmpty() ? path() + "/" : urlPattern;
    }

    boolean handle(Request request, Response response, Callback callback) throws Exception {
        return context.handle(request, response, callback);
    }

    HostSessionHandler sessions() {
        return sessions;
    }

    /** Stops it and lets go of everything. Calls guest code. */
    void close() throws Exception {
        declared.end();
        try {
            context.stop();
        } finally {
            context.destroy();
            scheduler.forget(context);
            resources.close();
        }
    }

    private static void setSessionCookie(SessionHandler sessions, String path) {
        sessions.setSessionCookie(SESSION_COOKIE);
        sessions.setSessionPath(path);
        sessions.setHttpOnly(true);
        sessions.setSameSite(HttpCookie.SameSite.LAX);
        sessions.setSecureRequestOnly(true);
        // Session ids belong into the cookie: in addresses they would leak.
        sessions.setSessionIdPathParameterName("none");
        sessions.setMaxInactiveInterval(1_800);
    }

    private void setBaseResource(List<Path> jars) throws IOException {
        List<Resource> found = new ArrayList<>();
        for (Path jar : jars) {
            Resource directory = resources.newJarFileResource(jar.toUri()).resolve("META-INF/resources/");
            if (Resources.isReadableDirectory(directory)) {
                found.add(directory);
            }
        }
        if (!found.isEmpty()) {
            context.setBaseResource(found.size() == 1 ? found.get(0) : ResourceFactory.combine(found));
        }
    }
}
