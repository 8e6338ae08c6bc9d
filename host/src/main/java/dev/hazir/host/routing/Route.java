package dev.hazir.host.routing;

import dev.hazir.host.metrics.Hits;
import java.util.Set;
import java.util.TreeSet;

/**
 * A path pattern with its owner and its endpoint.
 *
 * @param pattern the whole path
 * @param methods upper case; empty for all
 * @param kind what is shown: {@code resource}, {@code websocket}, {@code files}, {@code servlet}, {@code page} …
 * @param side who answers
 * @param owner whose it is
 * @param name what answers, for people: a handler's class or a template's name
 * @param instead whether it answers instead of another on purpose
 * @param endpoint what answers
 * @param hits what it has answered
 */
public record Route(
        PathPattern pattern,
        Set<String> methods,
        String kind,
        Side side,
        Owner owner,
        String name,
        boolean instead,
        Endpoint endpoint,
        Hits hits) {

    /** The kind of a servlet context's route for what none of its servlets serves: it answers that nothing is there. */
    public static final String CONTEXT = "context";

    public Route {
        methods = Set.copyOf(methods);
    }

    /** A route whose hits are counted with those of the same route that its owner has had before. */
    public Route(
            PathPattern pattern,
            Set<String> methods,
            String kind,
            Side side,
            Owner owner,
            String name,
            boolean instead,
            Endpoint endpoint) {
        this(
                pattern,
                methods,
                kind,
                side,
                owner,
                name,
                instead,
                endpoint,
                owner.hits()
                        .computeIfAbsent(
                                side.word() + ' ' + kind + ' ' + new TreeSet<>(methods) + pattern, any -> new Hits()));
    }

    /**
     * What its figures are told with: pages and servlets of an applet together, files together, everything else by its
     * pattern.
     */
    public String flow() {
        if (side == Side.WEB) {
            return "pages";
        }
        return kind.equals("file") ? "files" : pattern.toString();
    }

    /** Whether a request with this method may be answered by it; HEAD goes where GET goes. */
    public boolean accepts(String method) {
        return methods.isEmpty() || methods.contains(method) || (method.equals("HEAD") && methods.contains("GET"));
    }
}
