package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.view.LastDay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How an applet stood in the last day, as a strip that SVG draws, a unit a minute.
 *
 * @param running the share of what is known in which it ran, from 0 to 1
 */
public record StateStrip(List<Span> spans, double running) {

    private static final double MINUTES = LastDay.DAY.toMinutes();

    /** What is too short to be seen is seen all the same. */
    private static final double NARROWEST = 2;

    /**
     * A time in one state.
     *
     * @param x in minutes from the beginning of the strip
     * @param width in minutes
     */
    public record Span(String state, String what, Instant from, Instant until, double x, double width) {}

    /** The same in whole percent; all of the time only when nothing was missing. */
    public int percent() {
        return (int) Math.floor(100 * running + 1e-9);
    }

    static StateStrip of(LastDay day, Instant now) {
        Instant begin = now.minus(LastDay.DAY);
        return new StateStrip(
                day.spans().stream().map(span -> drawn(span, begin)).toList(), day.running());
    }

    private static Span drawn(LastDay.Span span, Instant begin) {
        double x = minutes(begin, span.from());
        double width = Math.max(NARROWEST, minutes(span.from(), span.until()));
        return new Span(span.state(), span.what(), span.from(), span.until(), Math.min(x, MINUTES - NARROWEST), width);
    }

    private static double minutes(Instant from, Instant until) {
        return Math.round(Duration.between(from, until).toSeconds() / 6.0) / 10.0;
    }
}
