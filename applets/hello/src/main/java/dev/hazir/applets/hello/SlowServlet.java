package dev.hazir.applets.hello;

import dev.hazir.applet.loop.StatusException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;

/** Blocks its worker thread for {@code ms} milliseconds, as a slow database would. */
final class SlowServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Duration pause = Pause.parse(Objects.requireNonNullElse(request.getParameter("ms"), "0"), LONGEST);
            Thread.sleep(pause.toMillis());
            TextServlet.send(response, "slept " + pause.toMillis() + " ms");
        } catch (StatusException e) {
            response.setStatus(e.status());
            TextServlet.send(response, Objects.requireNonNullElse(e.getMessage(), ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "the applet is being stopped");
        }
    }
}
