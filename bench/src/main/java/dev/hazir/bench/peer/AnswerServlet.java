package dev.hazir.bench.peer;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The servlet of every servlet container; the applet has the same one. */
final class AnswerServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final byte[] content;

    AnswerServlet(Payload payload) {
        content = payload.bytes();
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getOutputStream().write(content);
    }
}
