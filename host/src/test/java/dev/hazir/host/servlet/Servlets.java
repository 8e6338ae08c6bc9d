package dev.hazir.host.servlet;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Servlets out of lambdas. */
public final class Servlets {

    /** What a servlet does. */
    public interface Service {
        void serve(HttpServletRequest request, HttpServletResponse response) throws Exception;
    }

    private Servlets() {}

    public static HttpServlet of(Service service) {
        return new HttpServlet() {
            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response)
                    throws ServletException, IOException {
                try {
                    service.serve(request, response);
                } catch (IOException | ServletException | RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new ServletException(e);
                }
            }
        };
    }

    /** Answers with text. */
    public static HttpServlet text(String text) {
        return of((request, response) -> {
            response.setContentType("text/plain");
            response.setCharacterEncoding("UTF-8");
            response.getWriter().write(text);
        });
    }
}
