package dev.hazir.host.admin;

/** The few pages that the host writes itself. */
final class Html {

    private Html() {}

    /** A text as it may stand in HTML, also in attributes. */
    static String text(String plain) {
        return plain.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** A whole page. */
    static String page(String title, String content) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
                body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
                ul { list-style: none; padding: 0 }
                li { padding: .75rem 0; border-top: 1px solid color-mix(in srgb, currentColor 20%%, transparent) }
                li p { margin: 0; opacity: .75 }
                pre { overflow-x: auto; padding: .75rem; border: 1px solid color-mix(in srgb, currentColor 20%%, transparent) }
                </style>
                </head>
                <body>
                %s</body>
                </html>
                """.formatted(text(title), content);
    }
}
