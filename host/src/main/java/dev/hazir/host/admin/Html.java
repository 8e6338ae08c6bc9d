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

    /** A whole page, in the look that pages of applets share. */
    static String page(String title, String content) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s</title>
                <link rel="stylesheet" href="/ui/hazir.css">
                </head>
                <body>
                <a class="skip" href="#content">Skip to content</a>
                <header class="bar"><a class="brand" href="/">Hazir</a></header>
                <div class="page" id="content" tabindex="-1">
                <main>
                %s</main>
                </div>
                </body>
                </html>
                """.formatted(text(title), content);
    }
}
