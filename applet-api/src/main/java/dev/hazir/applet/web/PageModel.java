package dev.hazir.applet.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;

/** Gives the variables of a page for one request. Called on a worker thread; may block. */
@FunctionalInterface
public interface PageModel {

    /**
     * Gives the template's variables. The template also sees {@code applet} (id, name, version and prefixes).
     *
     * @throws Exception to answer 500; {@link dev.hazir.applet.loop.StatusException} chooses another status
     */
    Map<String, ?> model(HttpServletRequest request) throws Exception;
}
