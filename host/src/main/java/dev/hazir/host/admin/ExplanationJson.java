package dev.hazir.host.admin;

import dev.hazir.host.routing.Explanation;
import dev.hazir.host.routing.Route;
import java.util.List;

/**
 * Why a request is answered by what answers it, as JSON.
 *
 * @param outcome {@code answered}, {@code method-not-allowed} or {@code nothing}
 * @param sentence the outcome for people
 */
record ExplanationJson(String method, String path, String outcome, String sentence, List<CandidateJson> candidates) {

    /** A route that matches the path, in the order in which it is asked. */
    record CandidateJson(
            String verdict, String path, List<String> methods, String kind, String name, String applet, String side) {

        private static CandidateJson of(Explanation.Candidate candidate) {
            Route route = candidate.route();
            return new CandidateJson(
                    candidate.verdict().words(),
                    route.pattern().toString(),
                    route.methods().stream().sorted().toList(),
                    route.kind(),
                    route.name(),
                    route.owner().applet(),
                    route.side().word());
        }
    }

    static ExplanationJson of(Explanation explanation, String path) {
        List<CandidateJson> candidates =
                explanation.candidates().stream().map(CandidateJson::of).toList();
        boolean answered = explanation.candidates().stream()
                .anyMatch(candidate -> candidate.verdict() == Explanation.Verdict.ANSWERS);
        String request = explanation.method() + " " + path;
        if (answered) {
            return new ExplanationJson(explanation.method(), path, "answered", "", candidates);
        }
        return candidates.isEmpty()
                ? new ExplanationJson(
                        explanation.method(), path, "nothing", "No route matches " + path + ": 404.", candidates)
                : new ExplanationJson(
                        explanation.method(),
                        path,
                        "method-not-allowed",
                        "No route takes " + request + ": 405. Allowed: " + String.join(", ", explanation.otherMethods())
                                + ".",
                        candidates);
    }
}
