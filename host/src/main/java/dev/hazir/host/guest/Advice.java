package dev.hazir.host.guest;

import java.util.List;

/** What to do about a blocked loop, by what the applet's line calls. */
final class Advice {

    private record Rule(String called, String sentence) {}

    private static final List<Rule> RULES = List.of(
            new Rule("java.lang.Thread.sleep", "Let the time pass with loop.after(…) instead."),
            new Rule(
                    "java.util.concurrent.CompletableFuture.",
                    "Return the stage instead of waiting for it; the host answers when it completes."),
            new Rule(
                    "java.util.concurrent.",
                    "Do not wait on an event loop: go on in a callback, or wait in app.blocking(…)."),
            new Rule("java.lang.Object.wait", "Do not wait on an event loop: wait in app.blocking(…)."),
            new Rule("java.sql.", "Ask databases in app.blocking(…)."),
            new Rule("javax.sql.", "Ask databases in app.blocking(…)."),
            new Rule("java.io.", "Read and write files and streams in app.blocking(…)."),
            new Rule("java.nio.file.", "Read and write files in app.blocking(…)."),
            new Rule("java.nio.channels.", "Read and write files and sockets in app.blocking(…)."),
            new Rule("java.net.", "Use loop.connect(…), or call out in app.blocking(…)."),
            new Rule("sun.", "Call out in app.blocking(…)."),
            new Rule(
                    "java.util.regex.",
                    "A regular expression takes very long on some text: bound the text or the expression."),
            new Rule("tools.jackson.", "Much JSON is better read and written in app.blocking(…)."),
            new Rule("java.lang.ClassLoader.", "Classes are loaded at their first use; it should not happen again."));

    private static final String OTHER = "Do long work in app.blocking(…) and go on when its stage completes.";

    private Advice() {}

    static String on(String called) {
        return RULES.stream()
                .filter(rule -> called.startsWith(rule.called()))
                .findFirst()
                .map(Rule::sentence)
                .orElse(OTHER);
    }
}
