package dev.hazir.host.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is answered by what answers it.
 *
 * @param answer what answers, or null when no route does
 * @param candidates all routes whose pattern matches the path, in the order in which they are asked
 */
public record Explanation(
        String method,
        List<String> path,
        Outcome outcome,
        @Nullable Answer answer,
        List<Candidate> candidates) {

    /** What the host does with the request. */
    public enum Outcome {
        ANSWERED("answered"),
        /** To the root of an applet's pages with the slash at its end. */
        REDIRECTED("redirected"),
        /** The methods of the path are told to a request with OPTIONS that no route takes. */
        OPTIONS("options"),
        METHOD_NOT_ALLOWED("method-not-allowed"),
        NOTHING("nothing");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        /** As it stands in JSON. */
        public String word() {
            return word;
        }
    }

    /** What a route has to do with the request. */
    public enum Verdict {
        ANSWERS("answers"),
        NEVER_ASKED("would match, never asked"),
        /** A servlet context has the request and chose otherwise. */
        NOT_CHOSEN("not chosen by its servlet context"),
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

    /**
     * A route that matches the path.
     *
     * @param reason why it does not answer; empty for the one that does
     */
    public record Candidate(Route route, Verdict verdict, String reason) {}

    /**
     * What answers.
     *
     * @param route of a servlet context the route of the servlet that it chooses
     * @param pattern what was matched, in the words of the route's own kind: of a servlet its URL pattern
     * @param parameters the path's parameters by name, in order
     * @param rest what a sub-tree pattern matched
     * @param filters what the request passes before, in this order
     * @param redirect where the client is sent instead, or empty
     */
    public record Answer(
            Route route,
            String pattern,
            Map<String, String> parameters,
            String rest,
            List<String> filters,
            String redirect) {}

    /** Says what a table does with a request. */
    public static Explanation of(RouteTable table, String method, List<String> path) {
        List<Route> asked = table.routes().stream()
                .filter(route -> route.pattern().matches(path))
                .sorted(Comparator.comparing((Route route) -> route.side() == Side.WEB)
                        .thenComparing(Route::pattern, (a, b) -> precedence(a, b, path.size())))
                .toList();
        Finding finding = table.find(method, path);
        if (finding instanceof Finding.Found found) {
            return found(method, path, asked, found.match());
        }
        List<Candidate> candidates =
                asked.stream().map(Explanation::otherMethod).toList();
        Outcome outcome = finding instanceof Finding.Nothing
                ? Outcome.NOTHING
                : method.equals("OPTIONS") ? Outcome.OPTIONS : Outcome.METHOD_NOT_ALLOWED;
        return new Explanation(method, List.copyOf(path), outcome, null, candidates);
    }

    /** The methods that would be answered on the path, when this one is not. */
    public Set<String> otherMethods() {
        Set<String> methods = new TreeSet<>();
        candidates.forEach(candidate -> methods.addAll(candidate.route().methods()));
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return methods;
    }

    private static Explanation found(String method, List<String> path, List<Route> asked, Match match) {
        String redirect = match.redirect(path).orElse("");
        Behind behind = redirect.isEmpty() && match.route().endpoint() instanceof ChoosingEndpoint context
                ? context.behind(path)
                : null;
        Route winner = behind == null ? match.route() : chosen(asked, match.route(), behind);
        List<Candidate> candidates = new ArrayList<>();
        for (Route route : asked) {
            if (route == winner) {
                candidates.add(new Candidate(route, Verdict.ANSWERS, ""));
            } else if (!route.accepts(method)) {
                candidates.add(otherMethod(route));
            } else if (behind != null && route.owner() == match.route().owner() && isOfContext(route, match.route())) {
                candidates.add(new Candidate(route, Verdict.NOT_CHOSEN, choice(behind)));
            } else {
                candidates.add(new Candidate(route, Verdict.NEVER_ASKED, reason(route, match.route(), path)));
            }
        }
        Answer answer = winner == null ? null : answer(winner, match, behind, redirect);
        Outcome outcome = !redirect.isEmpty()
                ? Outcome.REDIRECTED
                : behind == null || !behind.pattern().isEmpty() ? Outcome.ANSWERED : ofContext(method);
        return new Explanation(method, List.copyOf(path), outcome, answer, List.copyOf(candidates));
    }

    /** Where nothing is, a servlet context answers as a servlet does that takes GET alone. */
    private static Outcome ofContext(String method) {
        return switch (method) {
            case "GET", "HEAD" -> Outcome.NOTHING;
            case "OPTIONS" -> Outcome.OPTIONS;
            default -> Outcome.METHOD_NOT_ALLOWED;
        };
    }

    private static Answer answer(Route winner, Match match, @Nullable Behind behind, String redirect) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (behind == null) {
            match.route().pattern().parameters().forEach(name -> parameters.put(name, match.parameter(name)));
        }
        String pattern = behind == null ? winner.pattern().toString() : behind.pattern();
        return new Answer(
                winner,
                pattern,
                parameters,
                behind == null ? match.rest() : "",
                behind == null ? List.of() : behind.filters(),
                redirect);
    }

    /** The route of what a context has chosen; without a choice its page for what is not found, which is a route too. */
    private static @Nullable Route chosen(List<Route> asked, Route context, Behind behind) {
        return asked.stream()
                .filter(route -> route.owner() == context.owner() && isOfContext(route, context))
                .filter(route -> behind.pattern().isEmpty() ? route.kind().equals(Route.CONTEXT) : behind.is(route))
                .findFirst()
                .orElse(null);
    }

    private static boolean isOfContext(Route route, Route context) {
        return route.endpoint() == context.endpoint();
    }

    private static Candidate otherMethod(Route route) {
        return new Candidate(
                route, Verdict.OTHER_METHOD, "takes only " + String.join(", ", new TreeSet<>(route.methods())));
    }

    private static String choice(Behind behind) {
        return behind.pattern().isEmpty()
                ? "no URL pattern of the servlet context matches"
                : "the URL pattern " + behind.pattern() + " goes first: exact, longest prefix, extension, default";
    }

    private static String reason(Route loser, Route winner, List<String> path) {
        if (loser.side() != winner.side()) {
            return "the event loop is asked before workers";
        }
        return precedence(winner.pattern(), loser.pattern(), path.size()) < 0
                ? winner.pattern() + " is more exact"
                : "declared after another one with the same path";
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
