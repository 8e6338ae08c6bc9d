package dev.hazir.bench.table;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param what is measured
 * @param figures what Hazir and the peer did, for people
 * @param result the figure that has a goal, such as a ratio
 * @param cpu processor time of Hazir and the peer for each request, or empty
 */
public record Row(String what, String figures, String result, String cpu, String goal, String verdict) {

    /** A row whose result is one figure. */
    public static Row of(String what, String figures, double result, String unit, Goal goal) {
        return new Row(
                what,
                figures,
                number(result) + unit,
                "",
                goal.toString(),
                goal.verdict(result).toString());
    }

    /** The same with processor time. */
    public Row withCpu(String text) {
        return new Row(what, figures, result, text, goal, verdict);
    }

    /** A measurement that could not be made. */
    static Row failed(String what, Throwable cause) {
        return new Row(
                what, String.valueOf(cause.getMessage()).lines().findFirst().orElse(""), "", "", "", "**failed**");
    }

    /** With two places below ten, one below a hundred, none above. */
    public static String number(double value) {
        String format = Math.abs(value) < 10 ? "%,.2f" : Math.abs(value) < 100 ? "%,.1f" : "%,.0f";
        return String.format(Locale.ROOT, format, value);
    }

    @Override
    public String toString() {
        return "| " + String.join(" | ", what, figures, result, cpu, goal, verdict) + " |";
    }
}
