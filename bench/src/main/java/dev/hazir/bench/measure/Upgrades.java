package dev.hazir.bench.measure;

import dev.hazir.bench.applet.BenchApplet;
import dev.hazir.bench.load.Sample;
import dev.hazir.bench.load.Wrk;
import dev.hazir.bench.process.AppletJar;
import dev.hazir.bench.process.HazirHome;
import dev.hazir.bench.table.Goal;
import dev.hazir.bench.table.Row;
import dev.hazir.bench.table.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How long an operator waits for an upgrade through REST, from sending the jar to the answer that the new version serves:
 * of a host that has just started, of one whose code for upgrades is compiled as that of all candidates is, and what upgrades
 * every half second do to requests under load.
 */
final class Upgrades implements Measurement {

    private static final int COUNT = 30;
    private static final int WARM_UP = 300;
    private static final long PAUSE_MILLIS = 500;

    private int version;

    @Override
    public String name() {
        return "upgrade";
    }

    @Override
    public void run(Plan plan, Table table) throws Exception {
        Path jars = Files.createTempDirectory("bench-upgrades");
        ExecutorService background = Executors.newSingleThreadExecutor();
        try (BenchHost hazir = BenchHost.start(plan)) {
            Operator operator = new Operator(hazir);
            plan.progress("upgrade: " + (2 * COUNT + WARM_UP) + " upgrades without load");
            upgrade(operator, jars);
            table.add(row("upgrade, the first of a host", upgrades(operator, jars, COUNT), Goal.none()));
            upgrades(operator, jars, WARM_UP);
            table.add(row("upgrade, no load", upgrades(operator, jars, COUNT), Goal.atMost(20, "ms")));
            List<Double> loaded = new ArrayList<>();
            Map<String, Rounds.Turn> candidates = new LinkedHashMap<>();
            candidates.put("calm", seconds -> load(hazir, seconds));
            candidates.put("upgraded", seconds -> {
                AtomicBoolean over = new AtomicBoolean();
                Future<List<Double>> upgrades = background.submit(upgrading(operator, jars, over));
                try {
                    return load(hazir, seconds);
                } finally {
                    over.set(true);
                    loaded.addAll(upgrades.get(30, TimeUnit.SECONDS));
                }
            });
            Rounds rounds = Rounds.run(plan, "upgrade under load", candidates);
            table.add(row(
                    "upgrade under load",
                    loaded.stream().mapToDouble(Double::doubleValue).toArray(),
                    Goal.none()));
            double before = rounds.median("calm", Sample::p99Millis);
            double during = rounds.median("upgraded", Sample::p99Millis);
            table.add(Row.of(
                    "p99 of requests that upgrades add, no request failed",
                    "%s ms with, %s ms without upgrades".formatted(Row.number(during), Row.number(before)),
                    during - before,
                    " ms",
                    Goal.atMost(20, "ms")));
        } finally {
            background.shutdownNow();
            HazirHome.delete(jars);
        }
    }

    private Callable<List<Double>> upgrading(Operator operator, Path jars, AtomicBoolean over) {
        return () -> {
            List<Double> millis = new ArrayList<>();
            while (!over.get()) {
                millis.add(upgrade(operator, jars));
                Thread.sleep(PAUSE_MILLIS);
            }
            return millis;
        };
    }

    /** Fails when a request fails. */
    private static Sample load(BenchHost hazir, double seconds) throws Exception {
        return Wrk.run(hazir.server(), "/apps/bench/small", 64, seconds);
    }

    private double[] upgrades(Operator operator, Path jars, int count) throws Exception {
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            millis[i] = upgrade(operator, jars);
        }
        return millis;
    }

    private double upgrade(Operator operator, Path jars) throws Exception {
        version++;
        Path jar = AppletJar.write(jars, "bench", "1.0." + version, BenchApplet.class);
        long began = System.nanoTime();
        operator.deploy(jar);
        return (System.nanoTime() - began) / 1e6;
    }

    private static Row row(String what, double[] millis, Goal goal) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        double p99 = sorted[(int) Math.ceil(sorted.length * 0.99) - 1];
        return Row.of(
                what,
                "%d upgrades, p99 %s ms".formatted(sorted.length, Row.number(p99)),
                Rounds.median(sorted),
                " ms",
                goal);
    }
}
