package dev.hazir.host.host;

import dev.hazir.host.guest.BlockReport;
import dev.hazir.host.guest.LoopWatch;
import dev.hazir.host.operation.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Event loops that were or are blocked for long, as problems. */
final class LoopProblems {

    private static final Duration LONG = Duration.ofSeconds(1);
    private static final Duration RECENT = Duration.ofMinutes(10);

    private LoopProblems() {}

    static List<Problem> of(LoopWatch watch, Instant now) {
        return Stream.concat(watch.blockedNow().stream(), watch.reports().stream())
                .filter(report -> report.duration().compareTo(LONG) >= 0)
                .filter(report -> report.began().isAfter(now.minus(RECENT)))
                .map(LoopProblems::problem)
                .toList();
    }

    private static Problem problem(BlockReport report) {
        return new Problem(
                "LOOP-201",
                report.applet(),
                report.applet() + " " + report.version() + (report.running() ? " is blocking " : " blocked ")
                        + report.thread() + " for " + report.duration().toMillis() + " ms at " + report.location()
                        + ".",
                "It was handling " + report.trigger() + "; "
                        + (report.waiting() == 1 ? "1 task" : report.waiting() + " tasks") + " waited meanwhile.",
                "Correct that line: work that takes time goes through app.blocking(). Or stop the applet: hazir disable "
                        + report.applet(),
                report.began());
    }
}
