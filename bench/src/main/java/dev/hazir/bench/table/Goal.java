package dev.hazir.bench.table;

import java.util.Locale;

/** What a figure should be. */
public record Goal(Kind kind, double limit, String unit) {

    private enum Kind {
        AT_LEAST,
        AT_MOST,
        NONE
    }

    /** A figure that is only shown. */
    public static Goal none() {
        return new Goal(Kind.NONE, 0, "");
    }

    public static Goal atLeast(double limit) {
        return new Goal(Kind.AT_LEAST, limit, "");
    }

    public static Goal atMost(double limit, String unit) {
        return new Goal(Kind.AT_MOST, limit, unit);
    }

    Verdict verdict(double figure) {
        return switch (kind) {
            case AT_LEAST -> Verdict.of(figure >= limit);
            case AT_MOST -> Verdict.of(figure <= limit);
            case NONE -> Verdict.SHOWN;
        };
    }

    @Override
    public String toString() {
        String number = String.format(Locale.ROOT, limit == Math.rint(limit) ? "%.0f" : "%s", limit);
        String text = unit.isEmpty() ? number : number + " " + unit;
        return switch (kind) {
            case AT_LEAST -> ">= " + text;
            case AT_MOST -> "<= " + text;
            case NONE -> "";
        };
    }
}
