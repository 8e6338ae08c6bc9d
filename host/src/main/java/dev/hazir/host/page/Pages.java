package dev.hazir.host.page;

import dev.hazir.applet.web.PageModel;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.RecordMethods;
import jakarta.servlet.Servlet;
import java.beans.Introspector;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.messageresolver.StandardMessageResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * The pages of one deployment: an engine of its own over the templates of its jar ({@code templates/<name>.html}) and those
 * that the host lends to every applet ({@code host/<name>}).
 */
public final class Pages implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Pages.class);
    private static final String DIRECTORY = "templates/";
    private static final String ENDING = ".html";

    /** One engine at a time, of whichever deployment. */
    private static final Lock INITIALIZING = new ReentrantLock();

    private final Guest guest;
    private final TemplateEngine engine = new TemplateEngine();

    /** Loads what the first page needs, which takes its time. */
    public static void warmUp() {
        initialize(new TemplateEngine());
    }

    public Pages(Guest guest) {
        this.guest = guest;
        engine.addTemplateResolver(hostTemplates());
        engine.addTemplateResolver(ownTemplates(guest.loader()));
        engine.setMessageResolvers(Set.of(new JarMessages(guest.loader()), new StandardMessageResolver()));
    }

    /**
     * Makes the servlet that serves a template.
     *
     * @throws IllegalArgumentException when the jar has no such template; the message names the file it expects
     */
    public Servlet page(String template, PageModel model) {
        String file = DIRECTORY + template + ENDING;
        if (template.contains("..") || guest.loader().getResource(file) == null) {
            throw new IllegalArgumentException(
                    "template: '" + template + "' (expected: the name of a template in the jar of " + guest.info()
                            + "; there is no file " + file + " in it)");
        }
        return new PageServlet(this::engine, template, model, guest.info());
    }

    /** Forgets the templates, and what the expression language remembers of the deployment's classes. */
    @Override
    public void close() {
        if (engine.isInitialized()) {
            engine.clearTemplateCache();
        }
        ExpressionCaches.forget(guest.loader());
        try {
            // The JDK keeps what it found out about classes for each thread group, and the workers may have one of
            // their own.
            guest.workers().execute(Introspector::flushCaches);
        } catch (RejectedExecutionException e) {
            log.debug("The workers have no room to forget the classes of {}.", guest, e);
        }
        RecordMethods.forgetGuests();
    }

    /**
     * The engine, ready for use. It would initialise itself with the first request, and the library its classes with the
     * first engine: several threads at once would wait for each other there.
     */
    private TemplateEngine engine() {
        if (!engine.isInitialized()) {
            initialize(engine);
        }
        return engine;
    }

    private static void initialize(TemplateEngine engine) {
        INITIALIZING.lock();
        try {
            engine.getConfiguration();
        } finally {
            INITIALIZING.unlock();
        }
    }

    private static ClassLoaderTemplateResolver ownTemplates(ClassLoader loader) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(loader);
        resolver.setPrefix(DIRECTORY);
        resolver.setSuffix(ENDING);
        resolver.setCharacterEncoding("UTF-8");
        resolver.setOrder(2);
        return resolver;
    }

    private static HostTemplates hostTemplates() {
        HostTemplates resolver = new HostTemplates(Pages.class.getClassLoader());
        resolver.setOrder(1);
        return resolver;
    }
}
