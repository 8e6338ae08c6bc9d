package dev.hazir.bench.measure;

import dev.hazir.bench.process.HazirHome;
import dev.hazir.bench.process.ServerProcess;
import dev.hazir.bench.table.Goal;
import dev.hazir.bench.table.Row;
import dev.hazir.bench.table.Table;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** From the start of the process to the first answer of an applet, with hello and meter installed before. */
final class Start implements Measurement {

    private static final String FIRST = "/apps/hello/data";

    private record Times(double ready, double answer, double page) {}

    @Override
    public String name() {
        return "start";
    }

    @Override
    public void run(Plan plan, Table table) throws Exception {
        try (HazirHome home = HazirHome.create(plan.script())) {
            Files.copy(plan.hello(), home.applets().resolve("hello.jar"));
            Files.copy(plan.meter(), home.applets().resolve("meter.jar"));
            Map<String, String> shared = HazirHome.AS_SHIPPED;
            Map<String, String> plain = new HashMap<>(shared);
            plain.put("HAZIR_ARCHIVE", "off");
            plan.progress("start: installing applets, making the archive of classes");
            start(home, shared);
            Times[] with = new Times[plan.rounds()];
            Times[] without = new Times[plan.rounds()];
            for (int round = 0; round < plan.rounds(); round++) {
                plan.progress("start: round " + (round + 1) + " of " + plan.rounds());
                with[round] = start(home, shared);
                without[round] = start(home, plain);
            }
            row(table, "start to first answer, classes shared", with, 450);
            row(table, "start to first answer, no archive of classes", without, 800);
        }
    }

    private static void row(Table table, String what, Times[] times, double goal) {
        table.add(Row.of(
                what,
                "ready after %s ms, first page after %s ms"
                        .formatted(Row.number(median(times, Times::ready)), Row.number(median(times, Times::page))),
                median(times, Times::answer),
                " ms",
                Goal.atMost(goal, "ms")));
    }

    private static double median(Times[] times, java.util.function.ToDoubleFunction<Times> figure) {
        return Rounds.median(java.util.Arrays.stream(times).mapToDouble(figure).toArray());
    }

    private static Times start(HazirHome home, Map<String, String> environment) throws Exception {
        long began = System.nanoTime();
        try (ServerProcess server = home.start(environment)) {
            double ready = millisSince(began);
            server.get(FIRST);
            double answer = millisSince(began);
            server.get("/apps/hello/");
            return new Times(ready, answer, millisSince(began));
        }
    }

    private static double millisSince(long began) {
        return (System.nanoTime() - began) / 1e6;
    }
}
