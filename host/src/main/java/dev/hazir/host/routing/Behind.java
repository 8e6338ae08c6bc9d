package dev.hazir.host.routing;

import java.util.List;

/**
 * What an endpoint that leads to several things has chosen for a path: a servlet of a context.
 *
 * @param path the pattern of its route
 * @param name the name of its route
 * @param pattern what it was chosen by, in the words of its own standard; empty when there is nothing for the path
 * @param filters what a request passes on its way there, in this order, for people
 */
public record Behind(String path, String name, String pattern, List<String> filters) {

    /** Nothing behind the endpoint answers the path. */
    public static final Behind NOTHING = new Behind("", "", "", List.of());

    public Behind {
        filters = List.copyOf(filters);
    }

    boolean is(Route route) {
        return name.equals(route.name()) && path.equals(route.pattern().toString());
    }
}
