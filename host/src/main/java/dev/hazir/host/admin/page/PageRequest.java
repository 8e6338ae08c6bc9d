package dev.hazir.host.admin.page;

import dev.hazir.host.security.Caller;
import dev.hazir.host.security.SignIns.SignIn;
import dev.hazir.host.security.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A request for a page, or an act of a form; or the look at a page that is kept up to date, by nobody in particular. */
public final class PageRequest {

    private final @Nullable Exchange exchange;
    private final Rights rights;
    private final List<String> parameters;
    private final UnaryOperator<@Nullable String> fields;

    /** One request over HTTP with its answer. */
    private record Exchange(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable SignIn signIn,
            @Nullable Caller caller) {}

    private PageRequest(
            @Nullable Exchange exchange,
            Rights rights,
            List<String> parameters,
            UnaryOperator<@Nullable String> fields) {
        this.exchange = exchange;
        this.rights = rights;
        this.parameters = parameters;
        this.fields = fields;
    }

    /**
     * What a browser asks for.
     *
     * @param parameters the values of the path's parameters, in order
     * @param who asks
     */
    static PageRequest of(
            HttpServletRequest request,
            HttpServletResponse response,
            List<String> parameters,
            Admission.Who who,
            Rights rights) {
        return new PageRequest(
                new Exchange(request, response, who.signIn(), who.caller()), rights, parameters, request::getParameter);
    }

    /**
     * A look at a page for all who have it open.
     *
     * @param fields the values of the query, null for a name it does not have
     */
    static PageRequest watching(Rights rights, List<String> parameters, UnaryOperator<@Nullable String> fields) {
        return new PageRequest(null, rights, parameters, fields);
    }

    /** The request itself; a look at a page that is kept up to date has none. */
    public HttpServletRequest servlet() {
        return exchange().request();
    }

    /** For cookies only. */
    public HttpServletResponse response() {
        return exchange().response();
    }

    /** The values of the path's parameters, in order. */
    public List<String> parameters() {
        return parameters;
    }

    /** The sign-in of the browser, or null where there is none. */
    public @Nullable SignIn signIn() {
        return exchange == null ? null : exchange.signIn();
    }

    /** The only or first parameter of the path. */
    public String id() {
        return parameters.get(0);
    }

    /** A field of the form or of the query; empty when it is missing. */
    public String field(String name) {
        return Objects.requireNonNullElse(fields.apply(name), "");
    }

    public Optional<String> filled(String name) {
        return Optional.of(field(name).strip()).filter(value -> !value.isEmpty());
    }

    /** Who asks, or null on pages for everybody and for a look on behalf of all who have a page open. */
    public @Nullable Caller caller() {
        return exchange == null ? null : exchange.caller();
    }

    /** What whoever asks may do; of somebody with the smallest role on a look on behalf of all. */
    public Rights rights() {
        return rights;
    }

    /** Where the browser is. */
    public Visitor visitor() {
        return visitor(servlet());
    }

    static Visitor visitor(HttpServletRequest request) {
        return new Visitor(
                Objects.requireNonNullElse(request.getRemoteAddr(), ""),
                Objects.requireNonNullElse(request.getHeader("user-agent"), ""));
    }

    /** Who asks, as operations and the log name it. */
    public String by() {
        Caller caller = caller();
        return caller == null ? "browser" : caller.name();
    }

    private Exchange exchange() {
        return Objects.requireNonNull(
                exchange, "a page that is kept up to date is made without a request: use its path and query alone");
    }
}
