package dev.hazir.bench.measure;

import dev.hazir.bench.peer.JettyPeer;
import dev.hazir.bench.peer.Payload;
import dev.hazir.bench.peer.TomcatPeer;
import dev.hazir.bench.process.ServerProcess;
import dev.hazir.bench.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests that a servlet answers on a worker thread. */
final class Servlets implements Measurement {

    @Override
    public String name() {
        return "servlet";
    }

    @Override
    public void run(Plan plan, Table table) throws Exception {
        try (ServerProcess jetty = ServerProcess.peer(JettyPeer.class);
                ServerProcess tomcat = ServerProcess.peer(TomcatPeer.class)) {
            Map<String, ServerProcess> peers = new LinkedHashMap<>();
            peers.put("standalone Jetty", jetty);
            peers.put("Tomcat", tomcat);
            new HttpComparison(
                            "servlet",
                            "/apps/bench",
                            "standalone Jetty",
                            payload -> payload == Payload.SMALL ? 1.15 : 1.5)
                    .run(plan, table, peers);
        }
    }
}
