package dev.hazir.host.admin.rest;

import dev.hazir.host.security.Access;
import dev.hazir.host.security.AccessException;
import dev.hazir.host.security.Caller;
import dev.hazir.host.security.Door;
import dev.hazir.host.security.SignIns.SignIn;
import dev.hazir.host.security.Visitor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Lets calls with a right bearer token pass (RFC 6750), those of a browser that is signed in, which send the secret of its
 * forms when they change something, and everybody to the description of the interface.
 */
public final class TokenFilter extends HttpFilter {

    /** The attribute of a request that says who asks. */
    static final String CALLER = Caller.class.getName();

    /** The attribute of a request that says by which sign-in, if by one. */
    static final String SIGN_IN = SignIn.class.getName();

    private static final long serialVersionUID = 1L;
    private static final String CLI = "hazir-cli";
    private static final String CSRF = "x-csrf-token";
    private static final Set<String> LOOKING = Set.of("GET", "HEAD");

    private final transient Access access;
    private final transient Function<HttpServletRequest, Optional<String>> cookie;

    /** @param cookie the secret of a browser that is signed in */
    public TokenFilter(Access access, Function<HttpServletRequest, Optional<String>> cookie) {
        this.access = access;
        this.cookie = cookie;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String authorization = request.getHeader("authorization");
        if ("/openapi.json".equals(request.getPathInfo())) {
            chain.doFilter(request, response);
        } else if (authorization != null) {
            withToken(request, response, chain, authorization);
        } else {
            withSession(request, response, chain);
        }
    }

    private void withToken(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, String authorization)
            throws IOException, ServletException {
        try {
            String agent = Objects.requireNonNullElse(request.getHeader("user-agent"), "");
            Visitor visitor = new Visitor(address(request), agent);
            request.setAttribute(CALLER, access.caller(authorization, visitor, agent.startsWith(CLI)));
        } catch (AccessException e) {
            if (e.status() == HttpServletResponse.SC_UNAUTHORIZED) {
                response.setHeader("WWW-Authenticate", "Bearer realm=\"hazir\", error=\"invalid_token\"");
            }
            e.pause().ifPresent(pause -> response.setHeader("Retry-After", Long.toString(pause.toSeconds())));
            refuse(response, e.status(), String.valueOf(e.getMessage()));
            return;
        }
        chain.doFilter(request, response);
    }

    private void withSession(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<SignIn> signIn = cookie.apply(request).flatMap(access::signedIn);
        Optional<Caller> caller = signIn.flatMap(one -> access.caller(one, Door.REST, address(request)));
        if (signIn.isEmpty() || caller.isEmpty()) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"hazir\"");
            refuse(response, 401, "A bearer token is missing. It is in run/token of the host's home directory.");
            return;
        }
        boolean looks = LOOKING.contains(request.getMethod());
        String csrf = Objects.requireNonNullElse(request.getHeader(CSRF), "");
        if (!looks && !signIn.get().accepts(csrf)) {
            refuse(response, 403, "A browser that changes something sends the header X-CSRF-Token of its page.");
            return;
        }
        request.setAttribute(CALLER, caller.get());
        request.setAttribute(SIGN_IN, signIn.get());
        chain.doFilter(request, response);
    }

    private static String address(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getRemoteAddr(), "");
    }

    private static void refuse(HttpServletResponse response, int status, String detail) throws IOException {
        new ApiResponse(status, new ApiException(status, detail).document()).write(response);
    }
}
