package dev.hazir.host.host;

import dev.hazir.host.http.Development;
import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.RequestPath;
import dev.hazir.host.routing.Explanation;
import dev.hazir.host.routing.RouteListing;
import dev.hazir.host.routing.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What error pages show on a developer's host: the failure with its source, the request, why that route was asked, and hints. */
final class DevelopmentPages implements Development {

    private static final int MOST_LINES = 80;

    /** By a part of the exception's class name or message. */
    private static final Map<String, String> HINTS = Map.of(
            "NoClassDefFoundError",
                    "A class is missing: is it in the applet's jar, or in a jar under lib/ inside it? The link check of an"
                            + " install names all that are missing.",
            "ClassNotFoundException",
                    "A class is missing: is it in the applet's jar, or in a jar under lib/ inside it?",
            "ClassCastException",
                    "Two classes of the same name from different jars are not the same: what crosses applets must be records,"
                            + " bytes or classes of the JDK.",
            "TemplateInputException",
                    "Templates are looked for under templates/ in the applet's jar, with the ending .html.",
            "JacksonException",
                    "A value becomes JSON by its record components or getters; a request's JSON must fit the record.",
            "NullPointerException", "The sentence of the exception names what was null.",
            "RejectedExecutionException", "All workers are busy: what keeps them? See /admin/health.",
            "must not block", "Blocking work belongs to app.web() or into app.blocking(…).");

    private final Routes routes;
    private final SourceFiles sources;

    DevelopmentPages(Routes routes, SourceFiles sources) {
        this.routes = routes;
        this.sources = sources;
    }

    @Override
    public List<Section> explain(ErrorAnswer answer, String method, String target) {
        List<Section> sections = new ArrayList<>();
        Throwable cause = answer.cause();
        if (cause != null) {
            source(cause).ifPresent(sections::add);
            sections.add(new Section("Exception", Kind.CODE, trace(cause)));
        }
        List<String> hints = hints(answer.status(), cause);
        if (!hints.isEmpty()) {
            sections.add(new Section("Hints", Kind.TEXT, hints));
        }
        sections.add(new Section("Request", Kind.CODE, List.of(method + " " + target)));
        sections.add(new Section("Route", Kind.CODE, route(method, target)));
        return sections;
    }

    private Optional<Section> source(Throwable cause) {
        for (Throwable failure = cause; failure != null; failure = failure.getCause()) {
            for (StackTraceElement frame : failure.getStackTrace()) {
                if (isApplets(frame)) {
                    List<String> excerpt = sources.excerpt(frame);
                    return excerpt.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    new Section(frame.getFileName() + ":" + frame.getLineNumber(), Kind.CODE, excerpt));
                }
            }
        }
        return Optional.empty();
    }

    /** The trace, with the applet's own lines marked. */
    private static List<String> trace(Throwable cause) {
        List<String> lines = new ArrayList<>();
        for (Throwable failure = cause; failure != null && lines.size() < MOST_LINES; failure = failure.getCause()) {
            lines.add((lines.isEmpty() ? "" : "caused by ") + failure);
            for (StackTraceElement frame : failure.getStackTrace()) {
                lines.add((isApplets(frame) ? "> at " : "  at ") + frame);
            }
        }
        return lines.size() <= MOST_LINES ? lines : lines.subList(0, MOST_LINES);
    }

    private List<String> route(String method, String target) {
        List<String> lines = new ArrayList<>();
        try {
            RequestPath path = RequestPath.parse(target.split("[?#]", 2)[0]);
            Explanation explanation = Explanation.of(routes.table(), method, path.segments());
            for (Explanation.Candidate candidate : explanation.candidates()) {
                boolean wins = candidate.verdict() == Explanation.Verdict.ANSWERS;
                lines.add((wins ? "> " : "  ") + RouteListing.name(candidate.route()) + " of "
                        + candidate.route().owner().applet() + " "
                        + candidate.verdict().words() + (wins ? "" : ": " + candidate.reason()));
            }
        } catch (IllegalArgumentException e) {
            lines.add(String.valueOf(e.getMessage()));
        }
        return lines.isEmpty() ? List.of("No route matches.") : lines;
    }

    private static List<String> hints(int status, @Nullable Throwable cause) {
        List<String> hints = new ArrayList<>();
        for (Throwable failure = cause; failure != null; failure = failure.getCause()) {
            String told = failure.toString();
            HINTS.forEach((part, hint) -> {
                if (told.contains(part) && !hints.contains(hint)) {
                    hints.add(hint);
                }
            });
        }
        if (status == 404) {
            hints.add(
                    "An applet has its pages under /apps/ID/ and its resources under /res/ID/. All routes: /admin/routes.");
        }
        return hints;
    }

    /** Class loaders of applets are named so that each frame tells whose it is. */
    private static boolean isApplets(StackTraceElement frame) {
        return frame.getClassLoaderName() != null && frame.getClassLoaderName().contains("@");
    }
}
