package dev.hazir.host.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All routes with whether they can answer. A route is shadowed when, for every request it would take, another one is
 * asked: a route of the loop side whose pattern covers its own, or an earlier route with the same pattern.
 */
public final class RouteListing {

    /** Whether a route can answer. */
    public enum State {
        ACTIVE,
        SHADOWED;

        /** As it stands in JSON and lists. */
        public String word() {
            return this == ACTIVE ? "active" : "shadowed";
        }
    }

    /**
     * A route as operators see it.
     *
     * @param reason who is asked instead, or for which requests; empty when it answers all of its own
     * @param others who is asked instead, in the order of the table
     */
    public record Line(Route route, State state, String reason, List<Route> others) {

        public Line {
            others = List.copyOf(others);
        }
    }

    private final RouteTable table;
    private final Map<Route, Integer> order = new IdentityHashMap<>();

    private RouteListing(RouteTable table) {
        this.table = table;
        table.routes().forEach(route -> order.put(route, order.size()));
    }

    /** Lists a table's routes in its order. */
    public static List<Line> of(RouteTable table) {
        RouteListing listing = new RouteListing(table);
        return table.routes().stream().map(listing::line).toList();
    }

    private Line line(Route route) {
        List<Route> covering = new ArrayList<>();
        List<Route> cutting = new ArrayList<>();
        for (Route other : neighbours(route)) {
            if (other != route && asked(other, place(other) < place(route), route)) {
                (other.pattern().covers(route.pattern()) ? covering : cutting).add(other);
            }
        }
        if (!covering.isEmpty() && takeAll(covering, route.methods())) {
            return new Line(route, State.SHADOWED, "answered by " + names(covering), covering);
        }
        List<Route> exceptions = new ArrayList<>(covering);
        exceptions.addAll(cutting);
        exceptions.removeIf(other -> !shareMethod(other, route));
        return new Line(route, State.ACTIVE, exceptions.isEmpty() ? "" : "except " + names(exceptions), exceptions);
    }

    /** Those of both sides that may take requests away from it, in the order of the table. */
    private List<Route> neighbours(Route route) {
        List<Route> near = table.near(Side.LOOP, route.pattern());
        if (route.side() == Side.WEB) {
            near.addAll(table.near(Side.WEB, route.pattern()));
        }
        near.sort(Comparator.comparingInt(this::place));
        return near;
    }

    private int place(Route route) {
        return Objects.requireNonNull(order.get(route), "a route of this table");
    }

    /** Whether another route is asked before this one on paths that both match, whatever their order of precision. */
    private static boolean asked(Route other, boolean earlier, Route route) {
        if (other.side() != route.side()) {
            return other.side() == Side.LOOP && other.pattern().overlaps(route.pattern());
        }
        boolean chosenTogether = route.endpoint() instanceof ChoosingEndpoint && other.endpoint() == route.endpoint();
        return earlier && !chosenTogether && other.pattern().sameAs(route.pattern());
    }

    private static boolean takeAll(List<Route> others, Set<String> methods) {
        return methods.isEmpty()
                ? others.stream().anyMatch(other -> other.methods().isEmpty())
                : effective(methods).stream()
                        .allMatch(method -> others.stream().anyMatch(other -> other.accepts(method)));
    }

    private static boolean shareMethod(Route a, Route b) {
        return a.methods().isEmpty()
                || b.methods().isEmpty()
                || effective(a.methods()).stream().anyMatch(b::accepts);
    }

    /** With HEAD where there is GET. */
    private static Set<String> effective(Set<String> methods) {
        Set<String> all = new TreeSet<>(methods);
        if (all.contains("GET")) {
            all.add("HEAD");
        }
        return all;
    }

    private static String names(List<Route> routes) {
        int shown = Math.min(routes.size(), 3);
        String text = routes.subList(0, shown).stream().map(RouteListing::name).collect(Collectors.joining(", "));
        return shown < routes.size() ? text + " and " + (routes.size() - shown) + " more" : text;
    }

    /** How operators know a route: its methods, its path, its kind and the thread that answers. */
    public static String name(Route route) {
        String methods = route.methods().isEmpty() ? "" : String.join("|", new TreeSet<>(route.methods())) + " ";
        return methods + route.pattern() + " (" + route.kind() + ", "
                + (route.side() == Side.LOOP ? "event loop" : "worker") + ")";
    }
}
