package dev.hazir.host.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;

/** The page a person sees when a request fails: self-contained, light and dark, without scripts. */
final class ErrorPage {

    /** Nothing is loaded and nothing runs; only the page's own style applies. */
    static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private static final String TOP = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            """;

    private static final String STYLE = """
            <style>
            :root { color-scheme: light dark; --ink: #1b2430; --soft: #566273; --paper: #f6f7f9; --card: #fff; --line: #dde2e9; --mark: #b3261e }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e6eaf0; --soft: #9aa6b6; --paper: #12161c; --card: #1a2029; --line: #2c3542; --mark: #ff8a80 }
            }
            * { box-sizing: border-box }
            body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem;
                   background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif }
            main { width: min(34rem, 100%); padding: 2rem 2.25rem; background: var(--card);
                   border: 1px solid var(--line); border-radius: .75rem }
            .status { margin: 0; color: var(--mark); font-weight: 650; font-variant-numeric: tabular-nums; letter-spacing: .04em }
            h1 { margin: .25rem 0 .75rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere }
            p { margin: 0 0 .75rem; overflow-wrap: anywhere }
            .reference { margin: 1.25rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .875rem }
            code { font: .85rem/1.4 ui-monospace, monospace; user-select: all }
            </style>
            </head>
            <body>
            <main>
            """;

    private ErrorPage() {}

    static String html(ErrorAnswer answer, String reference) {
        String detail = answer.detail().isEmpty() ? "" : "<p>" + escape(answer.detail()) + "</p>\n";
        String lastLine = reference.isEmpty()
                ? ""
                : "<p class=\"reference\">If you report this, please quote the reference <code>" + escape(reference)
                        + "</code>.</p>\n";
        String title = escape(answer.title());
        return TOP + "<title>" + answer.status() + " " + title + "</title>\n" + STYLE
                + "<p class=\"status\">" + answer.status() + "</p>\n<h1>" + title + "</h1>\n"
                + detail + lastLine + "</main>\n</body>\n</html>\n";
    }

    /** Whether a client would rather have a page than JSON: browsers say so. */
    static boolean preferred(HttpHeaders headers) {
        double html = 0;
        double json = 0;
        for (String field : headers.getAll(HttpHeaderNames.ACCEPT)) {
            for (String range : field.split(",", -1)) {
                String type = range.strip().toLowerCase(Locale.ROOT);
                if (type.startsWith("text/html")) {
                    html = Math.max(html, weight(type));
                } else if (type.startsWith("application/json") || type.startsWith("application/problem+json")) {
                    json = Math.max(json, weight(type));
                }
            }
        }
        return html > 0 && html >= json;
    }

    private static double weight(String range) {
        int at = range.indexOf(";q=");
        if (at < 0) {
            at = range.indexOf("; q=");
        }
        if (at < 0) {
            return 1;
        }
        try {
            return Double.parseDouble(
                    range.substring(range.indexOf('=', at) + 1).strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
