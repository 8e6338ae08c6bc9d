package dev.hazir.host.page;

import dev.hazir.applet.web.PageModel;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.RecordMethods;
import jakarta.servlet.Servlet;
import java.beans.Introspector;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages of one deployment: an engine of its own over the templates of its jar ({@code templates/<name>.html}) and those
 * that the host lends to every applet ({@code host/<name>}).
 */
public final class Pages implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Pages.class);

    private static final List<String> ICONS = List.of("icon.svg", "icon.png");
    private static final String RESOURCES = "META-INF/resources/";

    private final Guest guest;
    private final Templates templates;

    /** Loads what the first page needs, which takes its time. */
    public static void warmUp() {
        Templates.warmUp();
    }

    public Pages(Guest guest) {
        this.guest = guest;
        this.templates = new Templates(guest.loader(), "");
    }

    /**
     * Makes the servlet that serves a template.
     *
     * @throws IllegalArgumentException when the jar has no such template; the message names the file it expects
     */
    public Servlet page(String template, PageModel model) {
        String file = Templates.DIRECTORY + template + Templates.ENDING;
        if (template.contains("..") || guest.loader().getResource(file) == null) {
            throw new IllegalArgumentException(
                    "template: '" + template + "' (expected: the name of a template in the jar of " + guest.info()
                            + "; there is no file " + file + " in it)");
        }
        return new PageServlet(templates, template, model, guest.info(), icon());
    }

    /** The address of the applet's icon, or empty. */
    private String icon() {
        return ICONS.stream()
                .filter(name -> guest.loader().getResource(RESOURCES + name) != null)
                .map(name -> guest.info().pages() + "/" + name)
                .findFirst()
                .orElse("");
    }

    /** Forgets the templates, and what the expression language remembers of the deployment's classes. */
    @Override
    public void close() {
        templates.forget();
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
}
