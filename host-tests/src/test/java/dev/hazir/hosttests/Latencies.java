package dev.hazir.hosttests;

import java.util.Arrays;

/** How long requests took, apart for those that met a swap. Written by the threads of one kind of client. */
final class Latencies {

    private int[] quiet = new int[1_024];
    private int quietCount;
    private int[] met = new int[1_024];
    private int metCount;

    synchronized void add(long nanos, boolean metSwap) {
        int micros = (int) (nanos / 1_000);
        if (metSwap) {
            met = room(met, metCount);
            met[metCount++] = micros;
        } else {
            quiet = room(quiet, quietCount);
            quiet[quietCount++] = micros;
        }
    }

    synchronized int count() {
        return quietCount + metCount;
    }

    /** How many met a swap. */
    synchronized int met() {
        return metCount;
    }

    /** In milliseconds, of those that met no swap. */
    synchronized double quiet(double quantile) {
        return quantile(Arrays.copyOf(quiet, quietCount), quantile);
    }

    /** In milliseconds, of those that met a swap. */
    synchronized double met(double quantile) {
        return quantile(Arrays.copyOf(met, metCount), quantile);
    }

    /** Of values in microseconds, in milliseconds. */
    static double quantile(int[] micros, double quantile) {
        if (micros.length == 0) {
            return 0;
        }
        int[] sorted = micros.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(quantile * sorted.length))] / 1_000.0;
    }

    private static int[] room(int[] values, int used) {
        return used < values.length ? values : Arrays.copyOf(values, used * 2);
    }
}
