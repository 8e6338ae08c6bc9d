package dev.hazir.testkit;

import dev.hazir.host.routing.Explanation;
import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.Side;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Keeps account of a test method's requests, and says of one what became of it. Safe for use by several threads. */
final class Account {

    private static final int LINES = 10;

    private final SharedHost host;
    private final Timeline timeline;
    private final TestLog log;
    private final Queue<WaitingAnswer> requests = new ConcurrentLinkedQueue<>();

    Account(SharedHost host, Timeline timeline, TestLog log) {
        this.host = host;
        this.timeline = timeline;
        this.log = log;
    }

    void add(WaitingAnswer request) {
        requests.add(request);
    }

    /** The requests that have no answer yet. */
    List<WaitingAnswer> open() {
        requests.removeIf(WaitingAnswer::done);
        return List.copyOf(requests);
    }

    /** A failure of the test: a request, what was wrong, the routes on its path, the log and what happened before. */
    AssertionError failure(Asked request, String sentence) {
        List<String> lines = log.lines();
        String last = lines.isEmpty()
                ? "nothing"
                : String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        return timeline.failure(
                request + sentence + "\n\nRoutes:\n" + routes(request) + "\n\nThe applet logged:\n" + last);
    }

    private String routes(Asked request) {
        Explanation explanation = host.explain(request.method(), request.address());
        return explanation.candidates().isEmpty()
                ? "none matches " + request.address().getPath()
                : explanation.candidates().stream().map(Account::line).collect(Collectors.joining("\n"));
    }

    private static String line(Explanation.Candidate candidate) {
        Route route = candidate.route();
        return candidate.verdict().words() + ": " + route.kind() + " " + route.name() + " at " + route.pattern()
                + (route.methods().isEmpty() ? "" : " for " + String.join(", ", route.methods())) + " ("
                + route.owner().applet() + ", " + (route.side() == Side.LOOP ? "event loop" : "worker") + ")";
    }
}
