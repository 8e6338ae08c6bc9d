package dev.hazir.host.metrics;

import java.util.List;

/**
 * Figures over time, side by side.
 *
 * @param step seconds between two rows
 * @param times when each row was measured, in seconds since 1970
 * @param series the names of the columns
 * @param values by column, then by row; not a number where nothing was measured
 */
public record Columns(int step, long[] times, List<String> series, float[][] values) {}
