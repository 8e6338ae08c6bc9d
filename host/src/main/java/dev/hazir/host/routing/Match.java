package dev.hazir.host.routing;

import java.util.List;

/**
 * A route that was found for a request, with what its pattern matched.
 *
 * @param route what answers
 * @param segments the decoded values of the pattern's parameters, in order
 * @param rest what a sub-tree pattern matched, without a leading slash; empty otherwise
 */
public record Match(Route route, List<String> segments, String rest) {

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
