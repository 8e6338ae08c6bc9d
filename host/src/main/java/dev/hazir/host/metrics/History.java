package dev.hazir.host.metrics;

import dev.hazir.host.lifecycle.HostTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of this run of the host: a value each second for a quarter of an hour, each ten seconds for six hours,
 * each minute for a week. In memory alone. Safe for use by several threads.
 */
public final class History {

    /** Enough for two dozen applets; with all of them full it is 16 MB. */
    static final int MOST_SERIES = 300;

    private static final Duration SILENT = Duration.ofHours(1);
    private static final Duration CLOCK_WAS_SET = Duration.ofSeconds(1);

    private final HostTime time;
    private final long began;

    // Guarded by this.
    private final Map<String, Series> all = new LinkedHashMap<>();
    private long leftOff;
    private long takenAt = -1;
    private Instant start;

    public History(HostTime time) {
        this.time = time;
        this.began = time.nanoTime();
        this.start = time.clock().instant();
    }

    /** Takes one measurement: to be called once a second. */
    public synchronized void take(Consumer<Figures> source) {
        long second = second();
        source.accept(new Taking(second));
        takenAt = second;
    }

    /** The names of all series, in the order in which they came. */
    public synchronized List<String> names() {
        return List.copyOf(all.keySet());
    }

    /** How often a figure was left out because there are too many. */
    public synchronized long leftOff() {
        return leftOff;
    }

    /** How many bytes the values take. */
    public synchronized long bytes() {
        return all.values().stream().mapToLong(Series::bytes).sum();
    }

    /** Drops the series of what is no more. */
    public synchronized void forget(Predicate<String> name) {
        all.keySet().removeIf(name);
    }

    /** What was measured last, not longer ago than a few seconds; not a number when there is nothing. */
    public synchronized double last(String name) {
        Series series = all.get(name);
        if (series == null) {
            return Double.NaN;
        }
        Ring ring = series.ring(Span.MINUTES);
        return second() - ring.newest() > 5 ? Double.NaN : ring.get(ring.newest());
    }

    /** What was measured in the second of a moment; not a number when nothing was, or it is longer ago than a quarter of an hour. */
    public synchronized double at(String name, Instant moment) {
        Series series = all.get(name);
        return series == null ? Double.NaN : series.ring(Span.MINUTES).get(moment.getEpochSecond() - zero());
    }

    /** The highest value of the time before now; not a number when there is none. */
    public synchronized double most(String name, Duration back) {
        Series series = all.get(name);
        double most = Double.NaN;
        Span span = Span.reaching(back);
        long steps = back.toSeconds() / span.stepSeconds();
        for (long i = 0; series != null && i <= steps; i++) {
            float value = series.ring(span).get(second() / span.stepSeconds() - i);
            most = Float.isNaN(value) || value < most ? most : value;
        }
        return most;
    }

    /** The mean of the time before now; not a number when there is none. */
    public synchronized double mean(String name, Duration back) {
        Series series = all.get(name);
        Span span = Span.reaching(back);
        double sum = 0;
        int count = 0;
        long steps = back.toSeconds() / span.stepSeconds();
        for (long i = 0; series != null && i <= steps; i++) {
            float value = series.ring(span).get(second() / span.stepSeconds() - i);
            if (!Float.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /**
     * Some series, from some time ago until now. The step that is under way is not among them; a name that is not known has
     * no values.
     */
    public synchronized Columns columns(List<String> names, Span span, Duration back) {
        int step = span.stepSeconds();
        long last = second() / step - (span == Span.MINUTES ? 0 : 1);
        long first = Math.max(0, last - Math.min(span.size(), back.toSeconds() / step) + 1);
        int rows = (int) Math.max(0, last - first + 1);
        long zero = zero();
        long[] times = new long[rows];
        for (int row = 0; row < rows; row++) {
            times[row] = zero + (first + row) * step;
        }
        List<float[]> values = new ArrayList<>();
        for (String name : names) {
            values.add(column(all.get(name), span, first, rows));
        }
        return new Columns(step, times, List.copyOf(names), values.toArray(float[][]::new));
    }

    private static float[] column(@Nullable Series series, Span span, long first, int rows) {
        float[] column = new float[rows];
        for (int row = 0; row < rows; row++) {
            column[row] = series == null ? Float.NaN : series.ring(span).get(first + row);
        }
        return column;
    }

    /**
     * When the first second was, in seconds since 1970. It stays the same, so that one second has one name, until somebody
     * sets the clock.
     */
    private long zero() {
        Instant now = time.clock().instant().minusNanos(time.nanoTime() - began);
        if (Duration.between(start, now).abs().compareTo(CLOCK_WAS_SET) >= 0) {
            start = now;
        }
        return start.getEpochSecond();
    }

    private long second() {
        return TimeUnit.NANOSECONDS.toSeconds(time.nanoTime() - began);
    }

    private @Nullable Series series(String name, Series.Kind kind, long second) {
        Series known = all.get(name);
        if (known != null) {
            return known;
        }
        if (all.size() >= MOST_SERIES) {
            all.values().removeIf(series -> second - series.ring(Span.MINUTES).newest() > SILENT.toSeconds());
        }
        if (all.size() >= MOST_SERIES) {
            leftOff++;
            return null;
        }
        Series fresh = new Series(kind);
        all.put(name, fresh);
        return fresh;
    }

    private final class Taking implements Figures {
        private final long second;

        Taking(long second) {
            this.second = second;
        }

        @Override
        public void mean(String name, double value) {
            put(name, Series.Kind.MEAN, value);
        }

        @Override
        public void peak(String name, double value) {
            put(name, Series.Kind.PEAK, value);
        }

        @Override
        public void rate(String name, long total) {
            boolean fresh = !all.containsKey(name);
            Series series = series(name, Series.Kind.MEAN, second);
            if (series != null) {
                if (fresh && takenAt >= 0) {
                    series.putTotal(takenAt, 0); // it was not there then
                }
                series.putTotal(second, total);
            }
        }

        private void put(String name, Series.Kind kind, double value) {
            Series series = Double.isNaN(value) ? null : series(name, kind, second);
            if (series != null) {
                series.put(second, (float) value);
            }
        }
    }
}
