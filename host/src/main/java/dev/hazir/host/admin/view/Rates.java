package dev.hazir.host.admin.view;

import dev.hazir.host.lifecycle.HostTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How fast counters grow, measured while somebody looks and for half a minute afterwards: nothing is asked when nobody does.
 * Safe for use by several threads.
 */
public final class Rates {

    private static final Duration STEP = Duration.ofSeconds(1);
    private static final Duration SPAN = Duration.ofSeconds(10);
    private static final Duration WATCHED = Duration.ofSeconds(30);

    private final HostTime time;
    private final Executor workers;
    private final Supplier<Map<String, long[]>> counters;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long lastLook;
    private boolean sampling;

    private record Sample(long nanos, Map<String, long[]> counters) {}

    /**
     * Nobody looks yet.
     *
     * @param counters the counters now, under names that stay; asked on workers
     */
    public Rates(HostTime time, Executor workers, Supplier<Map<String, long[]>> counters) {
        this.time = time;
        this.workers = workers;
        this.counters = counters;
    }

    /** Per second, for each name that was known before and now; empty at the first look. On a thread that may block. */
    public Map<String, double[]> look() {
        Sample now = sample();
        Sample before;
        synchronized (this) {
            lastLook = now.nanos();
            before = samples.peekFirst();
            note(now);
            if (!sampling) {
                sampling = true;
                again();
            }
        }
        Map<String, double[]> rates = new HashMap<>();
        if (before != null && now.nanos() - before.nanos() >= STEP.toNanos() / 2) {
            double seconds = (now.nanos() - before.nanos()) / 1e9;
            now.counters().forEach((name, counts) -> {
                double[] rate = rate(before.counters().get(name), counts, seconds);
                if (rate != null) {
                    rates.put(name, rate);
                }
            });
        }
        return rates;
    }

    private static double @Nullable [] rate(long @Nullable [] before, long[] now, double seconds) {
        if (before == null) {
            return null;
        }
        double[] rate = new double[now.length];
        for (int i = 0; i < now.length; i++) {
            if (now[i] < before[i]) {
                return null; // it began anew
            }
            rate[i] = (now[i] - before[i]) / seconds;
        }
        return rate;
    }

    private Sample sample() {
        return new Sample(time.nanoTime(), counters.get());
    }

    private void tick() {
        Sample now = sample();
        synchronized (this) {
            note(now);
            if (now.nanos() - lastLook < WATCHED.toNanos()) {
                again();
            } else {
                sampling = false;
                samples.clear();
            }
        }
    }

    private void again() {
        time.after(STEP, workers, this::tick);
    }

    private void note(Sample now) {
        samples.addLast(now);
        while (now.nanos() - samples.getFirst().nanos() > SPAN.toNanos()) {
            samples.removeFirst();
        }
    }
}
