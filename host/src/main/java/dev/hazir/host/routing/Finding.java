package dev.hazir.host.routing;

import java.util.Set;

/** What the route table says to a method and path. */
public sealed interface Finding {

    /** A route answers. */
    record Found(Match match) implements Finding {}

    /** Routes exist on the path, none of them for the method. */
    record MethodNotAllowed(Set<String> allowed) implements Finding {}

    /** No route matches. */
    record Nothing() implements Finding {}

    /** The route's deployment is ending and has no successor. */
    record Closing(Match match) implements Finding {}
}
