package dev.hazir.host.admin.view;

import dev.hazir.host.applet.Draining;
import dev.hazir.host.http.RequestPath;
import dev.hazir.host.lifecycle.Holding;
import dev.hazir.host.metrics.Recent;
import dev.hazir.host.routing.Explanation;
import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.Side;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is answered by what answers it, as JSON.
 *
 * @param outcome {@code answered}, {@code redirected}, {@code options}, {@code method-not-allowed} or {@code nothing}
 * @param status the status of the answer where the host decides on it, or null
 * @param sentence the outcome for people
 * @param answer what answers, or null
 * @param draining versions that are on their way out, of the applets that have a route for the path
 */
public record ExplanationJson(
        String method,
        String path,
        String outcome,
        @Nullable Integer status,
        String sentence,
        @Nullable AnswerJson answer,
        List<CandidateJson> candidates,
        List<DrainingJson> draining) {

    /**
     * What answers.
     *
     * @param thread {@code event loop} or {@code worker}
     * @param moved why its handler runs on workers although its side is the loop, or empty
     * @param pattern what was matched; of a servlet its URL pattern
     * @param filters what the request passes before a servlet, in this order
     * @param redirect where the client is sent instead, or empty
     * @param recent the newest requests that took this way, the newest first
     */
    public record AnswerJson(
            String applet,
            String version,
            String side,
            String thread,
            String moved,
            String kind,
            String name,
            String path,
            String pattern,
            Map<String, String> parameters,
            String rest,
            List<String> filters,
            String redirect,
            List<RecentJson> recent) {

        private static AnswerJson of(Explanation.Answer answer, Instant now) {
            Route route = answer.route();
            return new AnswerJson(
                    route.owner().applet(),
                    route.owner().version(),
                    route.side().word(),
                    // A redirect is made before the route's own code is asked.
                    answer.redirect().isEmpty() ? threadOf(route) : LOOP,
                    answer.redirect().isEmpty() ? route.endpoint().movedBecause() : "",
                    route.kind(),
                    route.name(),
                    route.pattern().toString(),
                    answer.pattern(),
                    answer.parameters(),
                    answer.rest(),
                    answer.filters(),
                    answer.redirect(),
                    route.hits().recent().exchanges().stream()
                            .map(exchange -> RecentJson.of(exchange, now))
                            .toList());
        }
    }

    /**
     * A request that took this way a short time ago.
     *
     * @param at when it ended
     * @param path without its query
     * @param status of its answer, or 0 when the client went away before there was one
     */
    public record RecentJson(Instant at, String method, String path, int status, double millis) {

        private static RecentJson of(Recent.Exchange exchange, Instant now) {
            return new RecentJson(
                    now.minusNanos(System.nanoTime() - exchange.ended()).truncatedTo(ChronoUnit.MILLIS),
                    exchange.method(),
                    exchange.path(),
                    exchange.status(),
                    exchange.nanos() / 1_000 / 1_000.0);
        }
    }

    /**
     * A route that matches the path, in the order in which it is asked.
     *
     * @param match how its pattern fits: {@code exact}, {@code parameters} or {@code prefix}
     */
    public record CandidateJson(
            String verdict,
            String reason,
            String path,
            String match,
            List<String> methods,
            String kind,
            String name,
            String applet,
            String version,
            String side,
            String thread) {

        private static CandidateJson of(Explanation.Candidate candidate) {
            Route route = candidate.route();
            return new CandidateJson(
                    candidate.verdict().words(),
                    candidate.reason(),
                    route.pattern().toString(),
                    route.pattern().subtree()
                            ? "prefix"
                            : route.pattern().parameters().isEmpty() ? "exact" : "parameters",
                    route.methods().stream().sorted().toList(),
                    route.kind(),
                    route.name(),
                    route.owner().applet(),
                    route.owner().version(),
                    route.side().word(),
                    threadOf(route));
        }
    }

    /** A version before, with how many requests it still answers. */
    public record DrainingJson(String applet, String version, long requests) {

        private static DrainingJson of(String applet, Draining draining) {
            long requests = draining.holding().stream()
                    .filter(holding -> holding.kind().equals(REQUEST))
                    .mapToLong(Holding::count)
                    .sum();
            return new DrainingJson(applet, draining.version(), requests);
        }
    }

    private static final String REQUEST = "request";
    private static final String LOOP = "event loop";

    /**
     * Explains a request.
     *
     * @param target a path, with or without a query
     * @throws IllegalArgumentException with a sentence when the path is malformed
     */
    public static ExplanationJson of(AdminSources sources, String method, String target) {
        int query = target.indexOf('?');
        RequestPath path = RequestPath.parse(query < 0 ? target : target.substring(0, query));
        Explanation explanation = Explanation.of(sources.routes().table(), method, path.segments());
        Explanation.Answer answer = explanation.answer();
        return of(
                explanation,
                path.decoded(),
                answer == null
                        ? null
                        : AnswerJson.of(answer, sources.time().clock().instant()),
                draining(sources, explanation));
    }

    /** The versions before of the applets that have to do with the path, with the requests they still answer. */
    private static List<DrainingJson> draining(AdminSources sources, Explanation explanation) {
        return explanation.candidates().stream()
                .map(candidate -> candidate.route().owner().applet())
                .distinct()
                .flatMap(applet ->
                        sources.applets().draining(applet).stream().map(draining -> DrainingJson.of(applet, draining)))
                .toList();
    }

    private static ExplanationJson of(
            Explanation explanation, String path, @Nullable AnswerJson answer, List<DrainingJson> draining) {
        return new ExplanationJson(
                explanation.method(),
                path,
                explanation.outcome().word(),
                status(explanation),
                sentence(explanation, path),
                answer,
                explanation.candidates().stream().map(CandidateJson::of).toList(),
                draining);
    }

    static String threadOf(Route route) {
        return route.side() == Side.LOOP && route.endpoint().movedBecause().isEmpty() ? LOOP : "worker";
    }

    private static @Nullable Integer status(Explanation explanation) {
        return switch (explanation.outcome()) {
            case ANSWERED -> null;
            case REDIRECTED -> List.of("GET", "HEAD").contains(explanation.method()) ? 302 : 307;
            case OPTIONS -> explanation.answer() == null ? 204 : 200;
            case METHOD_NOT_ALLOWED -> 405;
            case NOTHING -> 404;
        };
    }

    private static String sentence(Explanation explanation, String path) {
        Explanation.Answer answer = explanation.answer();
        String request = explanation.method() + " " + path;
        String allowed = " Allowed: " + String.join(", ", explanation.otherMethods()) + ".";
        return switch (explanation.outcome()) {
            case ANSWERED -> "";
            case REDIRECTED -> path + " is sent to " + (answer == null ? "" : answer.redirect()) + ".";
            case OPTIONS ->
                answer == null
                        ? "No route takes " + request + ": the host tells the methods." + allowed
                        : unserved(answer, path) + ": it tells its methods.";
            case METHOD_NOT_ALLOWED ->
                answer == null ? "No route takes " + request + ": 405." + allowed : unserved(answer, path) + ": 405.";
            case NOTHING -> answer == null ? "No route matches " + path + ": 404." : unserved(answer, path) + ": 404.";
        };
    }

    private static String unserved(Explanation.Answer context, String path) {
        return "No servlet of " + context.route().owner().applet() + " serves " + path;
    }
}
