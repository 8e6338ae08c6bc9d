package dev.hazir.bench.measure;

import dev.hazir.bench.load.Wrk;
import dev.hazir.bench.peer.Payload;
import dev.hazir.bench.process.ServerProcess;
import dev.hazir.bench.table.Goal;
import dev.hazir.bench.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Hazir and others under the load of wrk with 64 connections, for each payload.
 *
 * @param prefix where the applet answers
 * @param peer whom the goal speaks of
 * @param goal by payload
 */
record HttpComparison(String what, String prefix, String peer, ToDoubleFunction<Payload> goal) {

    private static final int CONNECTIONS = 64;

    void run(Plan plan, Table table, Map<String, ServerProcess> peers) throws Exception {
        try (BenchHost hazir = BenchHost.start(plan)) {
            for (Payload payload : Payload.values()) {
                Map<String, Rounds.Turn> candidates = new LinkedHashMap<>();
                candidates.put(BenchHost.NAME, load(hazir.server(), prefix + payload.path()));
                peers.forEach((name, server) -> candidates.put(name, load(server, payload.path())));
                String title = what + ", " + payload.label();
                Rounds rounds = Rounds.run(plan, title, candidates);
                for (String other : peers.keySet()) {
                    Goal expected = other.equals(peer) ? Goal.atLeast(goal.applyAsDouble(payload)) : Goal.none();
                    table.add(rounds.row(title, BenchHost.NAME, other, expected));
                }
            }
        }
    }

    private static Rounds.Turn load(ServerProcess server, String path) {
        return seconds -> Wrk.run(server, path, CONNECTIONS, seconds);
    }
}
