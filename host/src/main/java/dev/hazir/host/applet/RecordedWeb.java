package dev.hazir.host.applet;

import dev.hazir.applet.web.Web;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.page.Pages;
import dev.hazir.host.routing.Endpoint;
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
    /** A context without paths of its own answers nothing but its error pages: not an applet's handler. */
    private static final String CONTEXT = "context";

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

    /** The routes as far as they are known before the context is started. */
    List<Route> plannedRoutes(Owner owner) {
        return routes(declared.mappings(), (exchange, match) -> {}, owner);
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
        PathPattern rest = PathPattern.parse(prefixes.pages() + "/*");
        if (routes.stream().noneMatch(route -> route.pattern().equals(rest))) {
            routes.add(new Route(
                    rest, Set.of(), CONTEXT, Side.WEB, owner, "not found page of " + guest.id(), false, endpoint));
        }
        return routes;
    }

    private Route route(WebMapping mapping, Endpoint endpoint, Owner owner) {
        String pattern = mapping.urlPattern();
        String name = mapping.name();
        String path;
        if (pattern.isEmpty()) {
            path = prefixes.pages() + "/";
        } else if (pattern.equals("/")) {
            path = prefixes.pages() + "/*";
        } else if (pattern.startsWith("*.")) {
            path = prefixes.pages() + "/*";
            name = name + " (" + pattern + ")";
        } else {
            path = prefixes.pages() + pattern;
        }
        return new Route(PathPattern.parse(path), Set.of(), mapping.kind(), Side.WEB, owner, name, false, endpoint);
    }
}
