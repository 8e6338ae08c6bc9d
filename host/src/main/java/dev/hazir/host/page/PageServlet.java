package dev.hazir.host.page;

import dev.hazir.applet.AppletInfo;
import dev.hazir.applet.loop.StatusException;
import dev.hazir.applet.web.PageModel;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders one template for GET and HEAD. A page is made whole in memory, so that a failure can still be answered. */
final class PageServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient Templates templates;
    private final transient PageModel model;
    private final transient AppletInfo applet;
    private final String icon;
    private final String template;

    /** @param icon its address, or empty */
    PageServlet(Templates templates, String template, PageModel model, AppletInfo applet, String icon) {
        this.templates = templates;
        this.template = template;
        this.model = model;
        this.applet = applet;
        this.icon = icon;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> show(request, response);
            case "OPTIONS" -> response.setHeader("Allow", "GET, HEAD, OPTIONS");
            default -> {
                response.setHeader("Allow", "GET, HEAD, OPTIONS");
                response.sendError(405, "A page takes GET and HEAD only.");
            }
        }
    }

    @Override
    public String getServletInfo() {
        return "page " + template + " of " + applet;
    }

    private void show(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        Map<String, Object> variables;
        try {
            variables = variables(request);
        } catch (StatusException e) {
            response.sendError(e.status(), e.getMessage());
            return;
        }
        byte[] page = templates.render(template, variables, getServletContext(), request, response);
        response.setContentType("text/html; charset=utf-8");
        if (!response.containsHeader("Cache-Control")) {
            response.setHeader("Cache-Control", "no-cache");
        }
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    private Map<String, Object> variables(HttpServletRequest request) throws ServletException, IOException {
        Map<String, Object> variables = new HashMap<>();
        variables.put("applet", applet);
        variables.put("appletIcon", icon);
        try {
            @Nullable Map<String, ?> given = model.model(request);
            if (given != null) {
                variables.putAll(given);
            }
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
        return variables;
    }
}
