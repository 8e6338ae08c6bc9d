package dev.hazir.host.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Why a request is answered by what answers it.
 *
 * @param candidates all routes whose pattern matches the path, in the order in which they are asked
 */
public record Explanation(String method, List<String> path, List<Candidate> candidates) {

    /** What a route has to do with the request. */
    public enum Verdict {
        ANSWERS("answers"),
        NEVER_ASKED("would match, never asked"),
        OTHER_METHOD("does not match: method");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /** As it stands in JSON and lists. */
        public String words() {
            return words;
        }
    }

    /** A route that matches the path. */
    public record Candidate(Route route, Verdict verdict) {}

    /** Says what a table does with a request. */
    public static Explanation of(RouteTable table, String method, List<String> path) {
        List<Candidate> candidates = new ArrayList<>();
        boolean answered = false;
        List<Route> asked = table.routes().stream()
                .filter(route -> route.pattern().matches(path))
                .sorted(Comparator.comparing((Route route) -> route.side() == Side.WEB)
                        .thenComparing(Route::pattern, (a, b) -> precedence(a, b, path.size())))
                .toList();
        for (Route route : asked) {
            boolean accepts = route.accepts(method);
            candidates.add(new Candidate(
                    route, !accepts ? Verdict.OTHER_METHOD : answered ? Verdict.NEVER_ASKED : Verdict.ANSWERS));
            answered |= accepts;
        }
        return new Explanation(method, List.copyOf(path), List.copyOf(candidates));
    }

    /** The methods that would be answered on the path, when this one is not. */
    public Set<String> otherMethods() {
        Set<String> methods = new TreeSet<>();
        candidates.forEach(candidate -> methods.addAll(candidate.route().methods()));
        return methods;
    }

    /** Which of two patterns that match the same path is asked first: the first segments count most. */
    private static int precedence(PathPattern a, PathPattern b, int length) {
        for (int depth = 0; depth <= length; depth++) {
            int order = Integer.compare(rank(a, depth), rank(b, depth));
            if (order != 0) {
                return order;
            }
            if (rank(a, depth) == 2) {
                return 0;
            }
        }
        return 0;
    }

    /** 0 for an exact segment or the end, 1 for a parameter, 2 for a sub-tree. */
    private static int rank(PathPattern pattern, int depth) {
        if (depth >= pattern.segments().size()) {
            return 0;
        }
        if (pattern.isSubtree(depth)) {
            return 2;
        }
        return pattern.isParameter(depth) ? 1 : 0;
    }
}
