package dev.hazir.bench.measure;

import dev.hazir.bench.load.Wrk;
import dev.hazir.bench.peer.JettyPeer;
import dev.hazir.bench.peer.NettyPeer;
import dev.hazir.bench.peer.Payload;
import dev.hazir.bench.peer.TomcatPeer;
import dev.hazir.bench.peer.VertxPeer;
import dev.hazir.bench.process.ServerProcess;
import dev.hazir.bench.table.Goal;
import dev.hazir.bench.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Hazir and two others under the load of wrk with 64 connections, for each payload.
 *
 * @param prefix where the applet answers
 * @param first whom the goal speaks of
 * @param goal by payload
 */
record HttpComparison(String name, String what, String prefix, Peer first, Peer second, ToDoubleFunction<Payload> goal)
        implements Measurement {

    private static final int CONNECTIONS = 64;

    /**
     * A server that answers the same.
     *
     * @param main starts it
     */
    record Peer(String name, Class<?> main) {}

    /** Requests that an applet answers on the event loop. */
    static HttpComparison ofResources() {
        return new HttpComparison(
                "async",
                "async resource",
                "/res/bench",
                new Peer("raw Netty", NettyPeer.class),
                new Peer("Vert.x", VertxPeer.class),
                payload -> 0.98);
    }

    /** Requests that a servlet answers on a worker thread. */
    static HttpComparison ofServlets() {
        return new HttpComparison(
                "servlet",
                "servlet",
                "/apps/bench",
                new Peer("standalone Jetty", JettyPeer.class),
                new Peer("Tomcat", TomcatPeer.class),
                payload -> payload == Payload.SMALL ? 1.15 : 1.5);
    }

    @Override
    public void run(Plan plan, Table table) throws Exception {
        try (ServerProcess one = ServerProcess.peer(first.main());
                ServerProcess two = ServerProcess.peer(second.main());
                BenchHost hazir = BenchHost.start(plan)) {
            for (Payload payload : Payload.values()) {
                Map<String, Rounds.Turn> candidates = new LinkedHashMap<>();
                candidates.put(BenchHost.NAME, load(hazir.server(), prefix + payload.path()));
                candidates.put(first.name(), load(one, payload.path()));
                candidates.put(second.name(), load(two, payload.path()));
                String title = what + ", " + payload.label();
                Rounds rounds = Rounds.run(plan, title, candidates);
                Goal expected = Goal.atLeast(goal.applyAsDouble(payload));
                table.add(rounds.row(title, BenchHost.NAME, first.name(), expected));
                table.add(rounds.row(title, BenchHost.NAME, second.name(), Goal.none()));
            }
        }
    }

    private static Rounds.Turn load(ServerProcess server, String path) {
        return seconds -> Wrk.run(server, path, CONNECTIONS, seconds);
    }
}
