package dev.hazir.host.admin.view;

import dev.hazir.host.applet.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How an applet stood in the last 24 hours.
 *
 * @param running the share of what is known in which it ran, from 0 to 1
 * @param spans what is known, oldest first
 */
public record LastDay(double running, List<Span> spans) {

    public static final Duration DAY = Duration.ofDays(1);

    /**
     * A time in one state.
     *
     * @param state {@code live}, {@code failed}, {@code disabled}, or {@code off} while the host did not run
     * @param what the version, and how it came to that
     */
    public record Span(String state, String what, Instant from, Instant until) {

        private double seconds() {
            return Duration.between(from, until).toMillis() / 1_000.0;
        }
    }

    private record Turn(Instant at, String state, String what) {}

    /** @param runs as they are remembered, in any order */
    public static LastDay of(List<Run> runs, Instant now) {
        List<Turn> turns = turns(runs);
        Instant begin = now.minus(DAY);
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            Instant until = i + 1 < turns.size() ? turns.get(i + 1).at() : now;
            Instant from = turn.at().isBefore(begin) ? begin : turn.at();
            if (until.isAfter(from)) {
                spans.add(new Span(turn.state(), turn.what(), from, until));
            }
        }
        double all = spans.stream().mapToDouble(Span::seconds).sum();
        double live = spans.stream()
                .filter(span -> span.state().equals("live"))
                .mapToDouble(Span::seconds)
                .sum();
        return new LastDay(all > 0 ? live / all : 0, List.copyOf(spans));
    }

    private static List<Turn> turns(List<Run> runs) {
        List<Turn> turns = new ArrayList<>();
        for (Run run : runs) {
            if (run.from().equals(run.until())) {
                if (runs.stream().noneMatch(other -> spans(other, run.from()))) {
                    turns.add(new Turn(run.from(), "failed", run.version() + ": " + run.end()));
                }
            } else {
                boolean known = !run.over() || run.until() != null;
                turns.add(new Turn(run.from(), known ? "live" : "off", known ? run.version() : run.end()));
                if (run.over() && run.until() != null && !goesOn(run.end())) {
                    turns.add(new Turn(run.until(), after(run.end()), run.version() + ": " + run.end()));
                }
            }
        }
        // At the same moment what began counts more than what ended.
        turns.sort(Comparator.comparing(Turn::at)
                .thenComparing(turn -> turn.state().equals("live")));
        return turns;
    }

    private static boolean spans(Run run, Instant moment) {
        return run.from().isBefore(moment)
                && (!run.over() || run.until() != null && run.until().isAfter(moment));
    }

    private static String after(String end) {
        return end.startsWith("the host") ? "off" : "disabled";
    }

    /** Another deployment has taken over at the same moment. */
    private static boolean goesOn(String end) {
        return end.startsWith("replaced") || end.startsWith("restarted");
    }
}
