package dev.hazir.host.applet;

import dev.hazir.applet.web.Web;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.http.HttpExchange;
import dev.hazir.host.page.Pages;
import dev.hazir.host.routing.Behind;
import dev.hazir.host.routing.ChoosingEndpoint;
import dev.hazir.host.routing.Endpoint;
import dev.hazir.host.routing.Match;
import dev.hazir.host.routing.Owner;
import dev.hazir.host.routing.PathPattern;
import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.Side;
import dev.hazir.host.servlet.DeclaredWeb;
import dev.hazir.host.servlet.ServletContainer;
import dev.hazir.host.servlet.WebApp;
import dev.hazir.host.servlet.WebMapping;
import dev.hazir.host.servlet.WebSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What a deployment declares on the web side, and the routes that come of it. */
final class RecordedWeb implements AutoCloseable {

    private static final String FILTER = "filter";
    private static final Endpoint NOT_STARTED = new NotStarted();

    private final Guest guest;
    private final Prefixes prefixes;
    private final Declarations declarations;
    private final DeclaredWeb declared;
    private final Pages pages;

    RecordedWeb(Declarations declarations, RecordedPaths paths, Guest guest, Prefixes prefixes) {
        this.guest = guest;
        this.prefixes = prefixes;
        this.declarations = declarations;
        this.pages = new Pages(guest);
        this.declared = new DeclaredWeb(
                pages::page, (path, handler) -> paths.blocking(LoopPaths.whole(prefixes.resources(), path), handler));
    }

    Web declared() {
        return declared;
    }

    /** Whether anything is declared in code; annotated classes of a jar are found when the context starts. */
    boolean isEmpty() {
        return declared.isEmpty();
    }

    /** Starts the servlet context. On a worker: initialising servlets is guest code. */
    WebApp start(ServletContainer container, List<Path> jars, Path work) throws Exception {
        return container.prepare(
                guest,
                declared,
                new WebSpec(
                        prefixes.pages(),
                        jars,
                        work.resolve("web"),
                        declarations.savedSessions(),
                        declarations.maxRequestBody()));
    }

    /** The routes of a started context: one for each path of a servlet or page, and one for all the rest. */
    List<Route> routes(WebApp app, Owner owner) {
        return routes(app.mappings(), app.endpoint(), owner);
    }

    /** Whether guest code will register more when the context is started. */
    boolean configures() {
        return declared.configures();
    }

    /**
     * The routes as far as they are known before the context is started.
     *
     * @param annotated what annotated classes will serve
     */
    List<Route> plannedRoutes(List<WebMapping> annotated, Owner owner) {
        List<WebMapping> mappings = new ArrayList<>(declared.mappings());
        mappings.addAll(annotated);
        return routes(mappings, NOT_STARTED, owner);
    }

    @Override
    public void close() {
        pages.close();
    }

    private List<Route> routes(List<WebMapping> mappings, Endpoint endpoint, Owner owner) {
        List<Route> routes = new ArrayList<>();
        for (WebMapping mapping : mappings) {
            if (!mapping.kind().equals(FILTER)) {
                routes.add(route(mapping, endpoint, owner));
            }
        }
        if (mappings.stream().noneMatch(mapping -> !mapping.kind().equals(FILTER) && mapping.isDefault())) {
            PathPattern rest = PathPattern.parse(prefixes.pages() + "/*");
            String name = "not found page of " + guest.id();
            routes.add(new Route(rest, Set.of(), Route.CONTEXT, Side.WEB, owner, name, false, endpoint));
        }
        return routes;
    }

    private Route route(WebMapping mapping, Endpoint endpoint, Owner owner) {
        String path = mapping.path(prefixes.pages());
        PathPattern pattern = mapping.isExact() ? PathPattern.exactly(path) : PathPattern.parse(path);
        return new Route(pattern, Set.of(), mapping.kind(), Side.WEB, owner, mapping.routeName(), false, endpoint);
    }

    /** Stands for the context of an applet that is only rehearsed. */
    private static final class NotStarted implements ChoosingEndpoint {

        @Override
        public void serve(HttpExchange exchange, Match match) {
            throw new IllegalStateException("a rehearsed deployment serves nobody");
        }

        @Override
        public Behind behind(List<String> path) {
            return Behind.NOTHING;
        }
    }
}
