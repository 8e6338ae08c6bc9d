package dev.hazir.host.admin.page.applet;

import dev.hazir.host.applet.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How an applet stood in the last day, as a strip that SVG draws, a unit a minute.
 *
 * @param spans what is known, oldest first
 * @param running the share of what is known in which it ran, from 0 to 1
 */
public record StateStrip(List<Span> spans, double running) {

    static final Duration DAY = Duration.ofDays(1);

    private static final double MINUTES = DAY.toMinutes();

    /**
     * A time in one state.
     *
     * @param state {@code live}, {@code failed}, {@code disabled}, or {@code off} while the host did not run
     * @param what the version, and how it came to that
     * @param x in minutes from the beginning of the strip
     * @param width in minutes
     */
    public record Span(String state, String what, Instant from, Instant until, double x, double width) {}

    /** The same in whole percent; all of the time only when nothing was missing. */
    public int percent() {
        return (int) Math.floor(100 * running + 1e-9);
    }

    private record Turn(Instant at, String state, String what) {}

    /** @param runs as they are remembered, in any order */
    static StateStrip of(List<Run> runs, Instant now) {
        List<Turn> turns = turns(runs);
        Instant begin = now.minus(DAY);
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            Instant until = i + 1 < turns.size() ? turns.get(i + 1).at() : now;
            Instant from = turn.at().isBefore(begin) ? begin : turn.at();
            if (until.isAfter(from)) {
                double x = minutes(begin, from);
                // What is too short to be seen is seen all the same.
                double width = Math.max(2, minutes(from, until));
                spans.add(new Span(turn.state(), turn.what(), from, until, Math.min(x, MINUTES - 2), width));
            }
        }
        double all = spans.stream().mapToDouble(StateStrip::seconds).sum();
        double live = spans.stream()
                .filter(span -> span.state().equals("live"))
                .mapToDouble(StateStrip::seconds)
                .sum();
        return new StateStrip(List.copyOf(spans), all > 0 ? live / all : 0);
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

    private static double minutes(Instant from, Instant until) {
        return Math.round(Duration.between(from, until).toSeconds() / 6.0) / 10.0;
    }

    private static double seconds(Span span) {
        return Duration.between(span.from(), span.until()).toMillis() / 1_000.0;
    }
}
