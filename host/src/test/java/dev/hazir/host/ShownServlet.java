package dev.hazir.host;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Says how a servlet sees its request, begins sessions, leads elsewhere, and takes what is sent. */
public final class ShownServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getParameter("session") != null) {
            request.getSession();
        }
        if (request.getParameter("go") != null) {
            response.sendRedirect("/apps/shown/");
            return;
        }
        if (request.getParameter("break") != null) {
            response.getOutputStream().write(new byte[200_000]);
            response.flushBuffer();
            throw new IOException("it breaks off");
        }
        response.setContentType("text/plain");
        response.getWriter().print(request.isSecure() + " " + request.getRequestURL() + " " + request.getRemoteAddr());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter().print(request.getInputStream().readAllBytes().length);
    }
}
