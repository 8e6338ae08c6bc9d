package dev.hazir.host.admin.page;

import dev.hazir.host.security.SignIns.SignIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request for a page, or an act of a form.
 *
 * @param response for cookies only
 * @param parameters the values of the path's parameters, in order
 * @param signIn who asks, or null on pages for everybody
 */
public record PageRequest(
        HttpServletRequest servlet,
        HttpServletResponse response,
        List<String> parameters,
        @Nullable SignIn signIn) {

    /** The only or first parameter of the path. */
    public String id() {
        return parameters.get(0);
    }

    /** A field of the form or of the query; empty when it is missing. */
    public String field(String name) {
        return Objects.requireNonNullElse(servlet.getParameter(name), "");
    }

    public Optional<String> filled(String name) {
        return Optional.of(field(name).strip()).filter(value -> !value.isEmpty());
    }

    /** Who asks, as operations and the log name it. */
    public String by() {
        return "browser";
    }
}
