package dev.hazir.host.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * How long something took, counted in steps that grow with the length: four for each doubling, from 16 µs to a minute and more.
 * Counting costs one atomic addition, and what was never counted costs no memory. Safe for use by several threads.
 */
public final class Latencies {

    private static final int SHIFT = 14; // nanoseconds to units of 16 µs
    private static final int IN_DOUBLING = 4;
    private static final int STEPS = 22 * IN_DOUBLING;
    private static final double UNIT_SECONDS = (1 << SHIFT) / 1e9;

    private volatile @Nullable AtomicLongArray counts;

    /** Counts one. */
    public void add(long nanos) {
        array().getAndIncrement(step(nanos));
    }

    /** How many there were of each length, for {@link #quantile}; a difference of two of these tells of the time between. */
    public long[] counts() {
        long[] copy = new long[STEPS];
        AtomicLongArray now = counts;
        if (now != null) {
            for (int i = 0; i < STEPS; i++) {
                copy[i] = now.get(i);
            }
        }
        return copy;
    }

    /** Whether nothing was counted yet. */
    public boolean isEmpty() {
        return counts == null;
    }

    /** How many were counted. */
    public long count() {
        long sum = 0;
        AtomicLongArray now = counts;
        for (int i = 0; now != null && i < STEPS; i++) {
            sum += now.get(i);
        }
        return sum;
    }

    /**
     * The length that a share of them did not exceed, in seconds and to an eighth exact; not a number when there is none.
     *
     * @param counts as {@link #counts} gives them
     * @param share such as 0.95
     */
    public static double quantile(long[] counts, double share) {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        long wanted = (long) Math.ceil(share * all);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (counts[i] > 0 && seen >= wanted) {
                return middle(i);
            }
        }
        return Double.NaN;
    }

    /** What was counted since an earlier count; what began anew counts as a whole. */
    public static long[] since(long[] earlier, long[] now) {
        long[] difference = new long[now.length];
        for (int i = 0; i < now.length; i++) {
            difference[i] = now[i] >= earlier[i] ? now[i] - earlier[i] : now[i];
        }
        return difference;
    }

    private AtomicLongArray array() {
        AtomicLongArray now = counts;
        return now == null ? first() : now;
    }

    private synchronized AtomicLongArray first() {
        AtomicLongArray now = counts;
        if (now == null) {
            now = new AtomicLongArray(STEPS);
            counts = now;
        }
        return now;
    }

    private static int step(long nanos) {
        long units = Math.max(0, nanos) >> SHIFT;
        if (units < IN_DOUBLING) {
            return (int) units;
        }
        int doubling = 63 - Long.numberOfLeadingZeros(units);
        int within = (int) (units >> (doubling - 2)) & (IN_DOUBLING - 1);
        return Math.min(STEPS - 1, (doubling - 1) * IN_DOUBLING + within);
    }

    private static double middle(int step) {
        if (step < IN_DOUBLING) {
            return (step + 0.5) * UNIT_SECONDS;
        }
        double width = Math.scalb(1.0, step / IN_DOUBLING - 1);
        return ((IN_DOUBLING + step % IN_DOUBLING) + 0.5) * width * UNIT_SECONDS;
    }
}
