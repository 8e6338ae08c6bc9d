package dev.hazir.host.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All routes of the host, immutable. A request goes to the loop side if a route of the loop side accepts it, otherwise to
 * the web side. Within a side an exact segment beats a parameter, a parameter beats a sub-tree, and the first segments
 * count most. The cost of a look-up depends on the length of the path, not on the number of routes.
 */
public final class RouteTable {

    private final List<Route> routes;
    private final Node loop = new Node();
    private final Node web = new Node();

    private RouteTable(List<Route> routes) {
        this.routes = List.copyOf(routes);
        for (Route route : this.routes) {
            (route.side() == Side.LOOP ? loop : web).add(route, 0);
        }
    }

    public static RouteTable of(List<Route> routes) {
        return new RouteTable(routes);
    }

    /** All routes in the order they were given. */
    public List<Route> routes() {
        return routes;
    }

    /** The table with further routes. */
    public RouteTable with(List<Route> more) {
        List<Route> all = new ArrayList<>(routes);
        all.addAll(more);
        return new RouteTable(all);
    }

    /** The table without some routes. */
    public RouteTable without(Predicate<Route> gone) {
        return new RouteTable(routes.stream().filter(gone.negate()).toList());
    }

    /**
     * What answers a request.
     *
     * @param path the decoded segments of the path
     */
    public Finding find(String method, List<String> path) {
        Walk walk = new Walk(method, path);
        Match match = walk.search(loop, 0);
        if (match == null) {
            match = walk.search(web, 0);
        }
        if (match != null) {
            return new Finding.Found(match);
        }
        Set<String> otherMethods = walk.otherMethods;
        return otherMethods == null || otherMethods.isEmpty()
                ? new Finding.Nothing()
                : new Finding.MethodNotAllowed(Set.copyOf(otherMethods));
    }

    /**
     * The routes of a side that may match a path which a pattern matches too, and perhaps some more. Costs as much as there
     * are of them, not as there are routes.
     */
    List<Route> near(Side side, PathPattern pattern) {
        List<Route> found = new ArrayList<>();
        (side == Side.LOOP ? loop : web).collectNear(pattern, 0, found);
        return found;
    }

    /** One segment deep into the routes of one side. */
    private static final class Node {
        private final Map<String, Node> exact = new HashMap<>();
        private final List<Route> here = new ArrayList<>(1);
        private final List<Route> below = new ArrayList<>(0);
        private @Nullable Node parameter;

        void add(Route route, int depth) {
            PathPattern pattern = route.pattern();
            List<String> segments = pattern.segments();
            if (depth == segments.size()) {
                here.add(route);
                return;
            }
            if (pattern.isSubtree(depth)) {
                below.add(route);
            } else if (pattern.isParameter(depth)) {
                if (parameter == null) {
                    parameter = new Node();
                }
                parameter.add(route, depth + 1);
            } else {
                exact.computeIfAbsent(segments.get(depth), name -> new Node()).add(route, depth + 1);
            }
        }

        void collectNear(PathPattern pattern, int depth, List<Route> found) {
            if (depth < pattern.segments().size() && pattern.isSubtree(depth)) {
                collectAll(found);
                return;
            }
            found.addAll(below);
            if (depth == pattern.segments().size()) {
                found.addAll(here);
                return;
            }
            if (pattern.isParameter(depth)) {
                exact.values().forEach(node -> node.collectNear(pattern, depth + 1, found));
            } else {
                Node node = exact.get(pattern.segments().get(depth));
                if (node != null) {
                    node.collectNear(pattern, depth + 1, found);
                }
            }
            if (parameter != null) {
                parameter.collectNear(pattern, depth + 1, found);
            }
        }

        private void collectAll(List<Route> found) {
            found.addAll(here);
            found.addAll(below);
            exact.values().forEach(node -> node.collectAll(found));
            if (parameter != null) {
                parameter.collectAll(found);
            }
        }
    }

    private static final class Walk {
        private final String method;
        private final List<String> path;
        private @Nullable Set<String> otherMethods;

        Walk(String method, List<String> path) {
            this.method = method;
            this.path = path;
        }

        @Nullable
        Match search(Node node, int depth) {
            if (depth == path.size()) {
                Match here = first(node.here, depth);
                return here != null ? here : first(node.below, depth);
            }
            String segment = path.get(depth);
            Node exact = node.exact.get(segment);
            Match match = exact == null ? null : search(exact, depth + 1);
            if (match == null && node.parameter != null && !segment.isEmpty()) {
                match = search(node.parameter, depth + 1);
            }
            return match != null ? match : first(node.below, depth);
        }

        private @Nullable Match first(List<Route> candidates, int depth) {
            for (int i = 0; i < candidates.size(); i++) {
                Route route = candidates.get(i);
                if (route.accepts(method)) {
                    return new Match(route, parameters(route), rest(route, depth));
                }
                if (otherMethods == null) {
                    otherMethods = new TreeSet<>();
                }
                otherMethods.addAll(route.methods());
            }
            return null;
        }

        private List<String> parameters(Route route) {
            PathPattern pattern = route.pattern();
            if (pattern.parameters().isEmpty()) {
                return List.of();
            }
            List<String> values = new ArrayList<>(pattern.parameters().size());
            for (int i = 0; i < pattern.segments().size(); i++) {
                if (pattern.isParameter(i)) {
                    values.add(path.get(i));
                }
            }
            return values;
        }

        private String rest(Route route, int depth) {
            return route.pattern().subtree() && depth < path.size()
                    ? String.join("/", path.subList(depth, path.size()))
                    : "";
        }
    }
}
