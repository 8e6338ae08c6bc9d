package dev.hazir.bench.measure;

import dev.hazir.bench.load.EchoLoad;
import dev.hazir.bench.measure.MessageComparison.Shape;
import dev.hazir.bench.table.Goal;
import dev.hazir.bench.table.Table;

/** Text messages that come back, on 64 websockets with one message under way each. */
final class WebSocketEcho implements Measurement {

    @Override
    public String name() {
        return "websocket";
    }

    @Override
    public void run(Plan plan, Table table) throws Exception {
        MessageComparison.ofWebSockets(EchoLoad.class)
                .run(plan, table, new Shape("websocket echo, 64 connections", Goal.atLeast(0.97), 64));
    }
}
