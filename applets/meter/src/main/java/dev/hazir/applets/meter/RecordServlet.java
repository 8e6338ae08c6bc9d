package dev.hazir.applets.meter;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Takes a reading from the page's form: then the page again, or the form with what is wrong at its fields. */
final class RecordServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int UNPROCESSABLE = 422;

    private final transient Readings readings;

    RecordServlet(Readings readings) {
        this.readings = readings;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        RecordForm form = RecordForm.sent(request);
        try {
            readings.takeNow(form.reading());
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", "./");
        } catch (NotAReadingException e) {
            form.refuse(request, e.flaws());
            response.setStatus(UNPROCESSABLE);
            request.getRequestDispatcher("/").forward(new AsGet(request), response);
        }
    }

    /** The request as a page accepts it. */
    private static final class AsGet extends HttpServletRequestWrapper {
        AsGet(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "GET";
        }
    }
}
