package dev.hazir.bench.measure;

import dev.hazir.bench.applet.BenchApplet;
import dev.hazir.bench.applet.RoutesApplet;
import dev.hazir.bench.load.Sample;
import dev.hazir.bench.load.Wrk;
import dev.hazir.bench.process.AppletJar;
import dev.hazir.bench.process.HazirHome;
import dev.hazir.bench.process.ServerProcess;
import dev.hazir.bench.table.Goal;
import dev.hazir.bench.table.Row;
import dev.hazir.bench.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a request costs as there are more routes, applets and connections. */
final class Growth implements Measurement {

    private static final int APPLETS = 300;
    private static final int ROUTES = 10_000;
    private static final double WITHIN = 1.10;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public void run(Plan plan, Table table) throws Exception {
        routes(plan, table);
        applets(plan, table);
        connections(plan, table);
    }

    private static void routes(Plan plan, Table table) throws Exception {
        try (HazirHome few = HazirHome.create(plan.script());
                HazirHome many = HazirHome.create(plan.script())) {
            AppletJar.write(few.applets(), "routes-10", "1.0.0", RoutesApplet.class);
            AppletJar.write(many.applets(), "routes-" + ROUTES, "1.0.0", RoutesApplet.class);
            try (ServerProcess small = few.start(HazirHome.FOR_LOAD);
                    ServerProcess large = many.start(HazirHome.FOR_LOAD)) {
                large.get("/res/routes-" + ROUTES + "/r/5000");
                compare(
                        plan,
                        table,
                        "10 -> 10,000 routes",
                        seconds -> Wrk.run(small, "/res/routes-10/r/5", 64, seconds),
                        seconds -> Wrk.run(large, "/res/routes-" + ROUTES + "/r/5000", 64, seconds));
                Operator operator = new Operator(large.url(), many.token());
                double[] millis = new double[plan.rounds()];
                int size = 0;
                for (int i = 0; i < millis.length; i++) {
                    long began = System.nanoTime();
                    size = operator.get("routes").length();
                    millis[i] = (System.nanoTime() - began) / 1e6;
                }
                table.add(Row.of(
                        "list of 10,000 routes through REST",
                        size / 1024 + " KiB",
                        Rounds.median(millis),
                        " ms",
                        Goal.atMost(1000, "ms")));
            }
        }
    }

    private static void applets(Plan plan, Table table) throws Exception {
        try (HazirHome few = HazirHome.create(plan.script());
                HazirHome many = HazirHome.create(plan.script())) {
            AppletJar.write(few.applets(), "bench-0", "1.0.0", BenchApplet.class);
            for (int i = 0; i < APPLETS; i++) {
                AppletJar.write(many.applets(), "bench-" + i, "1.0.0", BenchApplet.class);
            }
            plan.progress("growth: starting " + APPLETS + " applets");
            long began = System.nanoTime();
            try (ServerProcess small = few.start(HazirHome.FOR_LOAD);
                    ServerProcess large = many.start(HazirHome.FOR_LOAD)) {
                large.get("/res/bench-299/small");
                table.add(Row.of(
                        "first start with 300 new applets",
                        Row.number(large.residentMegabytes()) + " MiB then",
                        (System.nanoTime() - began) / 1e9,
                        " s",
                        Goal.none()));
                compare(
                        plan,
                        table,
                        "1 -> 300 applets",
                        seconds -> Wrk.run(small, "/res/bench-0/small", 64, seconds),
                        seconds -> Wrk.run(large, "/res/bench-150/small", 64, seconds));
            }
        }
    }

    private static void connections(Plan plan, Table table) throws Exception {
        try (BenchHost hazir = BenchHost.start(plan)) {
            compare(
                    plan,
                    table,
                    "10 -> 1,000 connections",
                    seconds -> Wrk.run(hazir.server(), "/res/bench/small", 10, seconds),
                    seconds -> Wrk.run(hazir.server(), "/res/bench/small", 1_000, seconds));
        }
    }

    private static void compare(Plan plan, Table table, String what, Rounds.Turn few, Rounds.Turn many)
            throws Exception {
        Map<String, Rounds.Turn> candidates = new LinkedHashMap<>();
        candidates.put("few", few);
        candidates.put("many", many);
        Rounds rounds = Rounds.run(plan, what, candidates);
        table.add(Row.of(
                "CPU of a request, " + what,
                "%s -> %s us"
                        .formatted(
                                Row.number(rounds.median("few", Sample::cpuMicros)),
                                Row.number(rounds.median("many", Sample::cpuMicros))),
                rounds.ratio("many", "few", Sample::cpuMicros),
                "",
                Goal.atMost(WITHIN, "")));
    }
}
