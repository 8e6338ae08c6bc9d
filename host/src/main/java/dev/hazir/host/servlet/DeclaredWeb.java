package dev.hazir.host.servlet;

import dev.hazir.applet.Registration;
import dev.hazir.applet.web.BlockingHandler;
import dev.hazir.applet.web.ContextSetup;
import dev.hazir.applet.web.PageModel;
import dev.hazir.applet.web.Web;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.util.ArrayList;
import java.util.EventListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one deployment declares for its web side. Before the servlet context is prepared it is only written down; after
 * that, what is declared goes live at once and what is closed is withdrawn at once. Safe for use by several threads.
 */
public final class DeclaredWeb implements Web {

    /** Makes the servlet that serves a template. */
    @FunctionalInterface
    public interface PageMaker {
        /**
         * Makes a servlet.
         *
         * @throws IllegalArgumentException when there is no such template
         */
        Servlet page(String template, PageModel model);
    }

    /** Takes the blocking resources, which are not served by servlets. */
    @FunctionalInterface
    public interface ResourceMaker {
        Registration resource(String path, BlockingHandler handler);
    }

    private final PageMaker pages;
    private final ResourceMaker resources;
    private final List<Declaration> declarations = new ArrayList<>();
    private final List<ContextSetup> setups = new ArrayList<>();
    private final List<ErrorPath> errorPaths = new ArrayList<>();
    private @Nullable LiveContext live;
    private boolean ended;

    public DeclaredWeb(PageMaker pages, ResourceMaker resources) {
        this.pages = pages;
        this.resources = resources;
    }

    @Override
    public Registration page(String path, String template, PageModel model) {
        if (!path.startsWith("/") || path.contains("*")) {
            throw new IllegalArgumentException("path: '" + path + "' (expected: an exact path such as /history)");
        }
        String pattern = path.equals("/") ? "" : path;
        return declare(new Declaration.OfServlet(pattern, "page", template, pages.page(template, model)));
    }

    @Override
    public Registration servlet(String path, Servlet servlet) {
        return declare(new Declaration.OfServlet(
                urlPattern(path), "servlet", servlet.getClass().getName(), servlet));
    }

    @Override
    public Registration filter(String path, Filter filter) {
        return declare(
                new Declaration.OfFilter(urlPattern(path), filter.getClass().getName(), filter));
    }

    @Override
    public Registration listener(EventListener listener) {
        return declare(new Declaration.OfListener(listener));
    }

    @Override
    public Registration resource(String path, BlockingHandler handler) {
        return resources.resource(path, handler);
    }

    @Override
    public synchronized void configure(ContextSetup setup) {
        if (live != null || ended) {
            throw new IllegalStateException(
                    "The servlet context of this deployment is prepared; configure it in Applet.setup.");
        }
        setups.add(setup);
    }

    @Override
    public void errorPage(int status, String path) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status: " + status + " (expected: 400 to 599)");
        }
        errorPath(new ErrorPath(status, null, exact(path)));
    }

    @Override
    public void errorPage(Class<? extends Throwable> failure, String path) {
        errorPath(new ErrorPath(0, failure, exact(path)));
    }

    /** Whether nothing is declared: without annotated classes no context is needed then. */
    public synchronized boolean isEmpty() {
        return declarations.isEmpty() && setups.isEmpty() && errorPaths.isEmpty();
    }

    /** Whether guest code will register more when the context is prepared. */
    public synchronized boolean configures() {
        return !setups.isEmpty();
    }

    /** What is declared now, without annotated classes, which are found when the context is prepared. */
    public synchronized List<WebMapping> mappings() {
        return declarations.stream()
                .flatMap(declaration -> declaration.mapping().stream())
                .toList();
    }

    /** Gives everything declared so far to a context; what is declared from now on goes there at once. */
    synchronized List<ContextSetup> goLive(LiveContext context) {
        if (live != null || ended) {
            throw new IllegalStateException("These declarations belong to a servlet context already.");
        }
        live = context;
        errorPaths.forEach(context::add);
        declarations.forEach(context::add);
        return List.copyOf(setups);
    }

    /** Accepts nothing more. */
    synchronized void end() {
        ended = true;
        live = null;
        declarations.clear();
        setups.clear();
        errorPaths.clear();
    }

    private synchronized Registration declare(Declaration declaration) {
        requireOpen();
        for (Declaration other : declarations) {
            if (declaration.collidesWith(other)) {
                throw new IllegalArgumentException("path: '" + declaration.pattern() + "' is served by " + other.name()
                        + " already (expected: one page or servlet for each path; close the other registration first)");
            }
        }
        if (live != null) {
            live.add(declaration);
        }
        declarations.add(declaration);
        return () -> withdraw(declaration);
    }

    private synchronized void withdraw(Declaration declaration) {
        if (declarations.remove(declaration) && live != null) {
            live.remove(declaration);
        }
    }

    private synchronized void errorPath(ErrorPath path) {
        requireOpen();
        errorPaths.add(path);
        if (live != null) {
            live.add(path);
        }
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("The deployment has ended: nothing can be registered any more.");
        }
    }

    private static String urlPattern(String path) {
        if (!path.startsWith("/") && !path.startsWith("*.")) {
            throw new IllegalArgumentException(
                    "path: '" + path + "' (expected: an exact path, /prefix/*, *.ending or /)");
        }
        return path;
    }

    private static String exact(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: '" + path + "' (expected: a path of this applet such as /oops)");
        }
        return path;
    }

    /** Where a failure is answered: of a status, or of a type if it is not null. */
    record ErrorPath(int status, @Nullable Class<? extends Throwable> failure, String path) {}
}
