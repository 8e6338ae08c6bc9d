package dev.hazir.hosttests;

import java.util.List;
import java.util.Locale;

/** What a long run of upgrades under load prints. */
final class UpgradeReport {

    private static final int EVERY = 25;

    private UpgradeReport() {}

    static void progress(int swap, int of, Load load) {
        if (of >= EVERY && swap % EVERY == 0) {
            say(
                    "%5d of %d swaps, %d requests, %d failed",
                    swap, of, load.asked(), load.failures().size());
        }
    }

    static void print(Load load, Swaps swaps) {
        say("");
        say("| requests | answered | met a swap | median ms | p99 ms | median in a swap | p99 in a swap |");
        say("|---|---|---|---|---|---|---|");
        load.latencies()
                .forEach((kind, times) -> say(
                        "| %s | %d | %d | %.1f | %.1f | %.1f | %.1f |",
                        kind,
                        times.count(),
                        times.met(),
                        times.quiet(0.5),
                        times.quiet(0.99),
                        times.met(0.5),
                        times.met(0.99)));
        say("");
        say("| step of a swap | median ms | p99 ms |");
        say("|---|---|---|");
        for (String step : List.of("checked", "rehearsed", "prepared", "switched", "whole operation")) {
            say(
                    "| %s | %.1f | %.1f |",
                    step, Latencies.quantile(swaps.step(step), 0.5), Latencies.quantile(swaps.step(step), 0.99));
        }
        say("");
        say(
                "acts %s; requests %d, failed %d",
                swaps.acts(), load.asked(), load.failures().size());
    }

    static void print(ProcessFigures before, ProcessFigures after) {
        say("after 10 swaps: %s", before);
        say("at the end:     %s", after);
    }

    private static void say(String line, Object... values) {
        System.out.println(String.format(Locale.ROOT, line, values));
    }
}
