package dev.hazir.host.metrics;

import java.time.Duration;

/** How far the history goes back, and in which steps. */
public enum Span {
    MINUTES(Duration.ofSeconds(1), Duration.ofMinutes(15)),
    HOURS(Duration.ofSeconds(10), Duration.ofHours(6)),
    DAYS(Duration.ofMinutes(1), Duration.ofDays(7));

    private final Duration step;
    private final Duration back;

    Span(Duration step, Duration back) {
        this.step = step;
        this.back = back;
    }

    /** How long one value stands for. */
    public Duration step() {
        return step;
    }

    /** How long values are kept. */
    public Duration back() {
        return back;
    }

    /** The finest one that goes that far back. */
    public static Span reaching(Duration back) {
        for (Span span : values()) {
            if (back.compareTo(span.back) <= 0) {
                return span;
            }
        }
        return DAYS;
    }

    int stepSeconds() {
        return (int) step.toSeconds();
    }

    int size() {
        return (int) (back.toSeconds() / step.toSeconds());
    }
}
