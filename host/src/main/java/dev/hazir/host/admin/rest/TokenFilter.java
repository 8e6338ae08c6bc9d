package dev.hazir.host.admin.rest;

import dev.hazir.host.security.Access;
import dev.hazir.host.security.AccessException;
import dev.hazir.host.security.Caller;
import dev.hazir.host.security.Visitor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/** Lets calls with a right bearer token pass (RFC 6750), and everybody to the description of the interface. */
public final class TokenFilter extends HttpFilter {

    /** The attribute of a request that says who asks. */
    static final String CALLER = Caller.class.getName();

    private static final long serialVersionUID = 1L;
    private static final String CLI = "hazir-cli";

    private final transient Access access;

    public TokenFilter(Access access) {
        this.access = access;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String authorization = request.getHeader("authorization");
        if ("/openapi.json".equals(request.getPathInfo())) {
            chain.doFilter(request, response);
            return;
        }
        if (authorization == null) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"hazir\"");
            refuse(response, 401, "A bearer token is missing. It is in run/token of the host's home directory.");
            return;
        }
        try {
            request.setAttribute(CALLER, caller(request, authorization));
        } catch (AccessException e) {
            if (e.status() == 401) {
                response.setHeader("WWW-Authenticate", "Bearer realm=\"hazir\", error=\"invalid_token\"");
            }
            e.pause().ifPresent(pause -> response.setHeader("Retry-After", Long.toString(pause.toSeconds())));
            refuse(response, e.status(), String.valueOf(e.getMessage()));
            return;
        }
        chain.doFilter(request, response);
    }

    private Caller caller(HttpServletRequest request, String authorization) throws AccessException {
        String agent = Objects.requireNonNullElse(request.getHeader("user-agent"), "");
        Visitor visitor = new Visitor(Objects.requireNonNullElse(request.getRemoteAddr(), ""), agent);
        return access.caller(authorization, visitor, agent.startsWith(CLI));
    }

    private static void refuse(HttpServletResponse response, int status, String detail) throws IOException {
        new ApiResponse(status, new ApiException(status, detail).document(), null).write(response);
    }
}
