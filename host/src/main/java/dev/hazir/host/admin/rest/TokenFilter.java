package dev.hazir.host.admin.rest;

import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.security.HostToken;
import dev.hazir.host.security.WrongTokens;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets calls with the right bearer token pass (RFC 6750), and everybody to the description of the interface. */
public final class TokenFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(TokenFilter.class);

    private final transient HostToken token;
    private final transient WrongTokens wrong;

    public TokenFilter(HostToken token, HostTime time) {
        this.token = token;
        this.wrong = new WrongTokens(time);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String authorization = request.getHeader("authorization");
        if (token.accepts(authorization) || "/openapi.json".equals(request.getPathInfo())) {
            chain.doFilter(request, response);
        } else if (authorization == null) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"hazir\"");
            refuse(response, 401, "A bearer token is missing. It is in run/token of the host's home directory.");
        } else {
            refuseWrong(request, response);
        }
    }

    private void refuseWrong(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Duration pause = wrong.note();
        if (!pause.isZero()) {
            response.setHeader("Retry-After", Long.toString(pause.toSeconds()));
            refuse(response, 429, "Too many wrong tokens; wait " + pause.toSeconds() + " s.");
            return;
        }
        log.warn("A wrong token came from {}", request.getRemoteAddr());
        response.setHeader("WWW-Authenticate", "Bearer realm=\"hazir\", error=\"invalid_token\"");
        refuse(response, 401, "The bearer token is not valid. Each start of the host makes a new one in run/token.");
    }

    private static void refuse(HttpServletResponse response, int status, String detail) throws IOException {
        new ApiResponse(status, new ApiException(status, detail).document(), null).write(response);
    }
}
