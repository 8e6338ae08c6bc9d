package dev.hazir.bench.measure;

import dev.hazir.bench.load.Sample;
import dev.hazir.bench.table.Goal;
import dev.hazir.bench.table.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Candidates that have their turns one after the other, round after round, so that a noisy moment hits all of them. A
 * ratio is the median of the ratios within each round.
 */
final class Rounds {

    /** Loads one candidate for some seconds. */
    interface Turn {
        Sample load(double seconds) throws Exception;
    }

    private static final int WARM = 100_000;
    private static final int MAX_WARM_UPS = 4;

    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    private Rounds() {}

    static Rounds run(Plan plan, String what, Map<String, Turn> candidates) throws Exception {
        for (Map.Entry<String, Turn> candidate : candidates.entrySet()) {
            plan.progress(what + ": warming up " + candidate.getKey());
            warmUp(plan, candidate.getValue());
        }
        Rounds rounds = new Rounds();
        for (int round = 1; round <= plan.rounds(); round++) {
            plan.progress(what + ": round " + round + " of " + plan.rounds());
            for (Map.Entry<String, Turn> candidate : candidates.entrySet()) {
                rounds.samples
                        .computeIfAbsent(candidate.getKey(), name -> new ArrayList<>())
                        .add(candidate.getValue().load(plan.seconds()));
            }
        }
        return rounds;
    }

    /** On a busy machine time alone does not say that the code is compiled. */
    private static void warmUp(Plan plan, Turn candidate) throws Exception {
        double done = 0;
        for (int turns = 0; turns == 0 || done < WARM && turns < MAX_WARM_UPS; turns++) {
            done += candidate.load(plan.warmUpSeconds()).perSecond() * plan.warmUpSeconds();
        }
    }

    double median(String candidate, ToDoubleFunction<Sample> figure) {
        return median(of(candidate).stream().mapToDouble(figure).toArray());
    }

    double ratio(String candidate, String peer, ToDoubleFunction<Sample> figure) {
        List<Sample> mine = of(candidate);
        List<Sample> theirs = of(peer);
        double[] ratios = new double[mine.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = figure.applyAsDouble(mine.get(i)) / figure.applyAsDouble(theirs.get(i));
        }
        return median(ratios);
    }

    /** Hazir against one peer in what they do in a second. */
    Row row(String what, String candidate, String peer, Goal goal) {
        boolean timed = median(peer, Sample::p99Millis) > 0;
        String figures = "%s / %s a second".formatted(per(candidate), per(peer))
                + (timed
                        ? ", p99 %s / %s ms"
                                .formatted(
                                        Row.number(median(candidate, Sample::p99Millis)),
                                        Row.number(median(peer, Sample::p99Millis)))
                        : "");
        return Row.of(what + " : " + peer, figures, ratio(candidate, peer, Sample::perSecond), "", goal)
                .withCpu("%s / %s = %s"
                        .formatted(
                                Row.number(median(candidate, Sample::cpuMicros)),
                                Row.number(median(peer, Sample::cpuMicros)),
                                Row.number(ratio(candidate, peer, Sample::cpuMicros))));
    }

    static double median(double[] figures) {
        double[] sorted = figures.clone();
        java.util.Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private String per(String candidate) {
        return Row.number(median(candidate, Sample::perSecond));
    }

    private List<Sample> of(String candidate) {
        List<Sample> found = samples.get(candidate);
        if (found == null) {
            throw new IllegalArgumentException(
                    "candidate: " + candidate + " (expected: one of " + samples.keySet() + ")");
        }
        return found;
    }
}
