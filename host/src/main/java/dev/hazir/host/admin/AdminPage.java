package dev.hazir.host.admin;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/** What a browser finds under {@code /admin}: how to operate this host. */
final class AdminPage extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String CONTENT = """
            <h1>Operating this host</h1>
            <p>The command line on this machine:</p>
            <pre>hazir list
            hazir install FILE.jar
            hazir routes explain GET /apps/meter/
            hazir --help</pre>
            <p>Programs use the same acts over REST, with the token of <code>run/token</code> in the home directory:</p>
            <pre>curl -H "Authorization: Bearer $(cat hazir-home/run/token)" %s/admin/api/v1/applets</pre>
            <p>The interface is described by <a href="/admin/api/v1/openapi.json">openapi.json</a>.
            <a href="/">Applets on this host</a></p>
            """;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "/");
        if (!path.equals("/")) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        String here = request.getScheme() + "://" + request.getServerName() + ":" + request.getServerPort();
        response.setContentType("text/html; charset=utf-8");
        response.getWriter().write(Html.page("Hazir - operating", CONTENT.formatted(Html.text(here))));
    }
}
