package dev.hazir.host.routing;

import java.util.List;
import java.util.Optional;

/**
 * A route that was found for a request, with what its pattern matched.
 *
 * @param route what answers
 * @param segments the decoded values of the pattern's parameters, in order
 * @param rest what a sub-tree pattern matched, without a leading slash; empty otherwise
 */
public record Match(Route route, List<String> segments, String rest) {

    /**
     * Where a client is sent that asked for the root of an applet's pages without the slash at its end, from where relative
     * links of the page fail. The place is made of the pattern and not of the path as it was sent, which could lead to
     * another host.
     */
    public Optional<String> redirect(List<String> path) {
        PathPattern pattern = route.pattern();
        boolean root = pattern.subtree()
                && pattern.segments().size() == 3
                && pattern.segments().get(0).equals("apps")
                && pattern.parameters().isEmpty()
                && path.size() == 2;
        return root ? Optional.of("/" + String.join("/", pattern.segments().subList(0, 2)) + "/") : Optional.empty();
    }

    /** The value of a path parameter. */
    public String parameter(String name) {
        int index = route.pattern().parameters().indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("path parameter: " + name + " (expected: one of "
                    + route.pattern().parameters() + " in " + route.pattern() + ")");
        }
        return segments.get(index);
    }
}
