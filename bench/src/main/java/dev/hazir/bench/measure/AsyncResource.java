package dev.hazir.bench.measure;

import dev.hazir.bench.peer.NettyPeer;
import dev.hazir.bench.peer.VertxPeer;
import dev.hazir.bench.process.ServerProcess;
import dev.hazir.bench.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests that an applet answers on the event loop. */
final class AsyncResource implements Measurement {

    @Override
    public String name() {
        return "async";
    }

    @Override
    public void run(Plan plan, Table table) throws Exception {
        try (ServerProcess netty = ServerProcess.peer(NettyPeer.class);
                ServerProcess vertx = ServerProcess.peer(VertxPeer.class)) {
            Map<String, ServerProcess> peers = new LinkedHashMap<>();
            peers.put("raw Netty", netty);
            peers.put("Vert.x", vertx);
            new HttpComparison("async resource", "/res/bench", "raw Netty", payload -> 0.98).run(plan, table, peers);
        }
    }
}
