package dev.hazir.host.admin.page;

import jakarta.servlet.http.HttpServletResponse;

/** What every page of operators tells the browser to keep to. */
final class SecurityHeaders {

    /** Nothing from elsewhere, nothing inline; a script runs only when the page itself names it by this answer's nonce. */
    private static final String POLICY = "default-src 'none'; script-src 'nonce-%s'; style-src 'self';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types htmx";

    private SecurityHeaders() {}

    static void write(HttpServletResponse response, String nonce) {
        response.setHeader("Content-Security-Policy", POLICY.formatted(nonce));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store");
    }
}
