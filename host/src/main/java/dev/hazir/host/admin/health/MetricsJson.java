package dev.hazir.host.admin.health;

import dev.hazir.host.metrics.Columns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Figures over time in the form that plots take.
 *
 * @param step seconds between two rows
 * @param series the names of the columns after the first
 * @param columns the times in seconds since 1970, then a column for each series; null where nothing was measured
 * @param known the names of all series that there are
 * @param leftOff how often a figure was left out because there are too many
 */
public record MetricsJson(
        int step, List<String> series, List<List<@Nullable Number>> columns, List<String> known, long leftOff) {

    public static MetricsJson of(Columns columns, List<String> known, long leftOff) {
        List<List<@Nullable Number>> all = new ArrayList<>();
        List<@Nullable Number> times = new ArrayList<>();
        for (long time : columns.times()) {
            times.add(time);
        }
        all.add(times);
        for (float[] column : columns.values()) {
            List<@Nullable Number> values = new ArrayList<>(column.length);
            for (float value : column) {
                values.add(Float.isNaN(value) ? null : rounded(value));
            }
            all.add(values);
        }
        return new MetricsJson(columns.step(), columns.series(), all, known, leftOff);
    }

    /** Whole numbers without a fraction, others with four digits: half the bytes. */
    private static Number rounded(float value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return (long) value;
        }
        double digits = Math.pow(10, 3 - Math.floor(Math.log10(Math.abs(value))));
        return Math.rint(value * digits) / digits;
    }
}
