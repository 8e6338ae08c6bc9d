package dev.hazir.host.admin.page;

import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.rest.Upload;
import dev.hazir.host.security.Caller;
import dev.hazir.host.security.SignIns.SignIn;
import dev.hazir.host.security.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

    /**
     * One request over HTTP with its answer.
     *
     * @param who asks
     * @param held files that came with an earlier one
     */
    record Exchange(HttpServletRequest request, HttpServletResponse response, Admission.Who who, HeldUploads held) {}

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
     */
    static PageRequest of(Exchange exchange, Rights rights, List<String> parameters) {
        return new PageRequest(exchange, rights, parameters, exchange.request()::getParameter);
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
        return exchange == null ? null : exchange.who().signIn();
    }

    /** The only or first parameter of the path. */
    public String id() {
        return parameters.get(0);
    }

    /**
     * The files of the form: those that came with it, or before the password was asked for. Whoever takes them closes them.
     */
    public List<Upload> uploads() throws IOException, ApiException {
        SignIn signIn = signIn();
        Optional<String> before = filled(HeldUploads.FIELD);
        if (before.isEmpty() || signIn == null) {
            return Upload.receiveAll(servlet(), exchange().held().directory());
        }
        return exchange()
                .held()
                .take(signIn, before.get())
                .orElseThrow(() -> new ApiException(410, "What was sent is not kept any more. Choose it once more."));
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
        return exchange == null ? null : exchange.who().caller();
    }

    /** What whoever asks may do. */
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
