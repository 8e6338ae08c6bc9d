package dev.hazir.applet.web;

import dev.hazir.applet.Registration;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.util.EventListener;

/**
 * Declares what an applet serves on worker threads. Everything registered here may block.
 *
 * <p>Pages, servlets and filters live under {@code /apps/<applet>/}, blocking resources under {@code /res/<applet>/}.
 * Paths start with a slash and are relative to that prefix. Where the loop side of the same applet claims the same
 * path, the loop side answers and the handler declared here stays listed as shadowed; it takes over when the winner is
 * withdrawn.
 *
 * <p>Classes of the jar annotated with {@code @WebServlet}, {@code @WebFilter} or {@code @WebListener} are found and
 * registered by the host without a call here. Everything else of Jakarta Servlet 6.1 is available through {@link
 * #configure}.
 *
 * <p>HTTP sessions outlive the deployment. At an upgrade, a rollback, a restart of the applet or of the host a session goes
 * on with its id, times and attributes, which are serialised by one version and read with the classes of the next: on a worker
 * thread, while no request uses the session. Attributes that implement {@code HttpSessionActivationListener} are told
 * before and after; session listeners are not, because no session begins or ends. A session whose attributes are not
 * serialisable, or do not fit the classes of the next version, is served by the version that made it until the session
 * ends or the drain deadline is over, and ends with it. A change of an attribute outlives a crash of the host when it was
 * made by {@code setAttribute}, as the servlet standard says.
 */
public interface Web {

    /**
     * Serves a Thymeleaf template of the jar ({@code templates/<template>.html}) on GET and HEAD.
     *
     * @param path an exact path such as {@code "/"} or {@code "/history"}
     * @param template the template's name without directory and ending
     * @param model gives the template's variables for one request; called on a worker thread, may block
     */
    Registration page(String path, String template, PageModel model);

    /**
     * Serves a path with a servlet. The servlet supports asynchronous processing; a {@code @MultipartConfig} annotation
     * on its class is honoured.
     *
     * @param path a servlet URL pattern (Jakarta Servlet 6.1, section 12.2): exact, {@code /prefix/*}, {@code *.ending}
     *     or {@code /}
     */
    Registration servlet(String path, Servlet servlet);

    /** Puts a filter before the pages and servlets whose path matches the URL pattern. */
    Registration filter(String path, Filter filter);

    /** Adds a servlet listener: context, request, session or attribute listener. */
    Registration listener(EventListener listener);

    /**
     * Serves a blocking resource under {@code /res/<applet>/}: the same handler shape as on the loop side, called on a
     * worker thread.
     *
     * @param path may contain parameters and a sub-tree, as in {@link dev.hazir.applet.loop.Loop#resource}
     */
    Registration resource(String path, BlockingHandler handler);

    /**
     * Configures the servlet context before its first request, by the means of the servlet standard: programmatic
     * registration, init parameters, session tracking. Called once, on a worker thread. May be used in {@link
     * dev.hazir.applet.Applet#setup} only.
     */
    void configure(ContextSetup setup);

    /** Answers a status code (such as 404) with the page or servlet at a path of this applet. */
    void errorPage(int status, String path);

    /** Answers an exception type with the page or servlet at a path of this applet. */
    void errorPage(Class<? extends Throwable> failure, String path);
}
