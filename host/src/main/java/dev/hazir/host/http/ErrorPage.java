package dev.hazir.host.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page a person sees when a request fails: self-contained, light and dark, without scripts. */
final class ErrorPage {

    private static final String TOP = """
            <!doctype html>
            <html lang="en"%s>
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            """;

    /** The colours of {@code hazir.css}, which cannot be asked for: the host may be starting or stopping. */
    private static final String STYLE = """

            :root { color-scheme: light; --bg: #f6f7f9; --panel: #fff; --line: #d7dce4; --text: #1a1f27; --muted: #525c6b; --bad: #b3261e }
            @supports (color: light-dark(#000, #fff)) {
              :root { color-scheme: light dark; --bg: light-dark(#f6f7f9, #14171c); --panel: light-dark(#fff, #1c2027);
                --line: light-dark(#d7dce4, #363d48); --text: light-dark(#1a1f27, #e7eaf0); --muted: light-dark(#525c6b, #a9b2c0); --bad: light-dark(#b3261e, #ff8f85) }
              [data-theme="light"] { color-scheme: light }
              [data-theme="dark"] { color-scheme: dark }
            }
            * { box-sizing: border-box }
            body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem;
                   background: var(--bg); color: var(--text); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", "Noto Sans", sans-serif }
            main { width: min(34rem, 100%); padding: 2rem 2.25rem; background: var(--panel);
                   border: 1px solid var(--line); border-radius: .375rem }
            .status { margin: 0; color: var(--bad); font-weight: 650; font-variant-numeric: tabular-nums; letter-spacing: .04em }
            h1 { margin: .25rem 0 .75rem; font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere }
            p { margin: 0 0 .75rem; overflow-wrap: anywhere }
            .reference { margin: 1.25rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--muted); font-size: .875rem }
            code { font: .85rem/1.4 ui-monospace, monospace; user-select: all }
            """;

    /** Nothing is loaded and nothing runs; of styles only the page's own applies, known by its digest. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + digest(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private static final Pattern THEME = Pattern.compile("(?:^|; *)hazir-theme=(light|dark)(?:;|$)");

    private ErrorPage() {}

    static String html(ErrorAnswer answer, String reference, HttpHeaders request) {
        String detail = answer.detail().isEmpty() ? "" : "<p>" + escape(answer.detail()) + "</p>\n";
        String lastLine = reference.isEmpty()
                ? ""
                : "<p class=\"reference\">If you report this, please quote the reference <code>" + escape(reference)
                        + "</code>.</p>\n";
        String title = escape(answer.title());
        return TOP.formatted(theme(request)) + "<title>" + answer.status() + " " + title + "</title>\n<style>" + STYLE
                + "</style>\n</head>\n<body>\n<main>\n<p class=\"status\">" + answer.status() + "</p>\n<h1>" + title
                + "</h1>\n" + detail + lastLine + "</main>\n</body>\n</html>\n";
    }

    /** What a visitor chose on another page of the host. */
    private static String theme(HttpHeaders request) {
        for (String cookies : request.getAll(HttpHeaderNames.COOKIE)) {
            Matcher matcher = THEME.matcher(cookies);
            if (matcher.find()) {
                return " data-theme=\"" + matcher.group(1) + "\"";
            }
        }
        return "";
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
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
