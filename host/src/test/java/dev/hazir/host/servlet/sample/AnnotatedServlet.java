package dev.hazir.host.servlet.sample;

import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebInitParam;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;

/** Shows what its annotation gave it. */
@WebServlet(
        name = "annotated",
        urlPatterns = {"/annotated", "/also/*"},
        loadOnStartup = 1,
        asyncSupported = true,
        initParams = @WebInitParam(name = "greeting", value = "hi"))
@MultipartConfig(maxFileSize = 1_000, fileSizeThreshold = 10)
public final class AnnotatedServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    public void init() {
        getServletContext().setAttribute("loaded", "early");
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.getWriter()
                .print(getInitParameter("greeting") + " "
                        + getServletContext().getAttribute("listener") + " "
                        + getServletContext().getAttribute("loaded") + " "
                        + request.isAsyncSupported() + " "
                        + getClass().getClassLoader().getName() + " "
                        + Thread.currentThread().getContextClassLoader().getName());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws IOException, jakarta.servlet.ServletException {
        StringBuilder parts = new StringBuilder();
        for (Part part : request.getParts()) {
            parts.append(part.getName())
                    .append('/')
                    .append(part.getSubmittedFileName())
                    .append('=')
                    .append(new String(part.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                    .append(';');
        }
        response.getWriter().print(parts);
    }
}
