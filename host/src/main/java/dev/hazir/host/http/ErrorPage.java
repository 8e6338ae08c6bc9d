package dev.hazir.host.http;

import dev.hazir.host.http.ErrorAnswer.Asked;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page a person sees when a request fails: self-contained, in their language, light and dark, without scripts. */
final class ErrorPage {

    private static final String TOP = """
            <!doctype html>
            <html lang="%s"%s>
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            """;

    /** The colours of {@code hazir.css}, which cannot be asked for: the host may be starting or stopping. */
    private static final String STYLE = """

            :root { color-scheme: light; --bg: #f6f7f9; --panel: #fff; --line: #d7dce4; --text: #1a1f27; --muted: #525c6b; --bad: #b3261e; --link: #0b57b0 }
            @supports (color: light-dark(#000, #fff)) {
              :root { color-scheme: light dark; --bg: light-dark(#f6f7f9, #14171c); --panel: light-dark(#fff, #1c2027);
                --line: light-dark(#d7dce4, #363d48); --text: light-dark(#1a1f27, #e7eaf0); --muted: light-dark(#525c6b, #a9b2c0); --bad: light-dark(#b3261e, #ff8f85); --link: light-dark(#0b57b0, #7db7ff) }
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
            a { color: var(--link) }
            .reference { margin: 1.25rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--muted); font-size: .875rem }
            .reference + .reference { margin-top: .5rem; padding: 0; border: 0 }
            code, pre { font: .85rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere }
            code { user-select: all }
            h2 { margin: 1.25rem 0 .5rem; font-size: 1rem }
            .wide { place-items: start center } .wide main { width: min(70rem, 100%) }
            pre { margin: 0; padding: .75rem; max-height: 22rem; overflow: auto; background: var(--bg); border: 1px solid var(--line); border-radius: .375rem; white-space: pre-wrap }
            pre span { display: block } pre .at { color: var(--bad); font-weight: 650 }
            """;

    /** Nothing is loaded and nothing runs; of styles only the page's own applies, known by its digest. */
    static final String POLICY = "default-src 'none'; style-src 'sha256-" + digest(STYLE)
            + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private static final Pattern THEME = Pattern.compile("(?:^|; *)hazir-theme=(light|dark)(?:;|$)");

    /** Is set beside the sign-in of an operator, with no secret in it; who has it is shown ways on, not more. */
    private static final Pattern OPERATOR = Pattern.compile("(?:^|; *)" + Failures.OPERATOR_COOKIE + "=1(?:;|$)");

    private static final int LONGEST_PATH = 1_000;

    private ErrorPage() {}

    static String html(ErrorAnswer answer, Asked asked, Failures failures) {
        Development development = failures.development();
        ErrorText text = ErrorText.of(asked.headers());
        String title = escape(text.title(answer));
        StringBuilder page = new StringBuilder(2_048)
                .append(TOP.formatted(text.language(), theme(asked.headers())))
                .append("<title>" + answer.status() + " " + title + "</title>\n<style>" + STYLE + "</style>\n</head>\n")
                .append(development == null ? "<body>\n<main>\n" : "<body class=\"wide\">\n<main>\n")
                .append("<p class=\"status\">" + answer.status() + "</p>\n<h1>" + title + "</h1>\n");
        paragraph(page, text.why(answer));
        paragraph(page, text.advice(answer));
        if (!answer.reference().isEmpty()) {
            page.append("<p class=\"reference\">" + escape(text.word("reference")) + " <code>"
                    + escape(answer.reference()) + "</code>.</p>\n");
        }
        if (development != null || cookie(asked.headers(), OPERATOR) != null) {
            page.append(waysOn(answer, asked, text, failures.operators()));
        }
        if (development != null) {
            page.append("<h2>" + escape(text.word("developer")) + "</h2>\n");
            development.explain(answer, asked.method(), asked.target()).forEach(section -> append(page, section));
        }
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void paragraph(StringBuilder page, String sentence) {
        if (!sentence.isEmpty()) {
            page.append("<p>" + escape(sentence) + "</p>\n");
        }
    }

    /** Where an operator looks next: why it was answered so, and what the log says. */
    private static String waysOn(ErrorAnswer answer, Asked asked, ErrorText text, OtherSide operators) {
        String origin = operators.origin(asked.headers().get(HttpHeaderNames.HOST, ""));
        String path = asked.target().split("[?#]", 2)[0];
        String why = origin + "/admin/routes?method=" + encode(asked.method()) + "&path="
                + encode(path.substring(0, Math.min(path.length(), LONGEST_PATH)));
        String log = answer.reference().isEmpty()
                ? ""
                : " · <a href=\"" + escape(origin) + "/admin/logs?text=" + encode(answer.reference()) + "\">"
                        + escape(text.word("log")) + "</a>";
        return "<p class=\"reference\">" + escape(text.word("operators")) + " <a href=\"" + escape(why) + "\">"
                + escape(text.word("why")) + "</a>" + log + "</p>\n";
    }

    private static void append(StringBuilder page, Development.Section section) {
        page.append("<h2>" + escape(section.title()) + "</h2>\n");
        if (section.kind() == Development.Kind.TEXT) {
            section.lines().forEach(line -> paragraph(page, line));
            return;
        }
        page.append("<pre tabindex=\"0\">");
        for (String line : section.lines()) {
            page.append(line.startsWith(">") ? "<span class=\"at\">" : "<span>")
                    .append(escape(line))
                    .append("</span>");
        }
        page.append("</pre>\n");
    }

    /** What a visitor chose on another page of the host. */
    private static String theme(HttpHeaders request) {
        String chosen = cookie(request, THEME);
        return chosen == null ? "" : " data-theme=\"" + chosen + "\"";
    }

    private static @Nullable String cookie(HttpHeaders request, Pattern wanted) {
        for (String cookies : request.getAll(HttpHeaderNames.COOKIE)) {
            Matcher matcher = wanted.matcher(cookies);
            if (matcher.find()) {
                return matcher.groupCount() == 0 ? "" : matcher.group(1);
            }
        }
        return null;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
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
