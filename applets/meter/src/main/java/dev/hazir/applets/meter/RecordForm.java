package dev.hazir.applets.meter;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The form of the page: what somebody has typed, and what is wrong with it.
 *
 * @param meter as typed
 * @param kwh as typed
 * @param flaws what is wrong with it, empty for a fresh form
 */
public record RecordForm(String meter, String kwh, List<Flaw> flaws) {

    private static final String ATTRIBUTE = RecordForm.class.getName();

    /** The form that the request was refused with, or a fresh one. */
    static RecordForm of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof RecordForm form ? form : new RecordForm("", "", List.of());
    }

    /** Reads what was sent. */
    static RecordForm sent(HttpServletRequest request) {
        return new RecordForm(parameter(request, "meter"), parameter(request, "kwh"), List.of());
    }

    Reading reading() throws NotAReadingException {
        return Reading.of(meter, kwh);
    }

    /** Leaves it to the page, with what is wrong. */
    void refuse(HttpServletRequest request, List<Flaw> found) {
        request.setAttribute(ATTRIBUTE, new RecordForm(meter, kwh, found));
    }

    /** What is wrong with one field, if anything. */
    public Optional<String> flaw(String field) {
        return flaws.stream()
                .filter(flaw -> flaw.field().equals(field))
                .map(Flaw::sentence)
                .findFirst();
    }

    private static String parameter(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "").strip();
    }
}
