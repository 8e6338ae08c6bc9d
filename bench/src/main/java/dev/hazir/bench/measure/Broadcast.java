package dev.hazir.bench.measure;

import dev.hazir.bench.load.BroadcastLoad;
import dev.hazir.bench.measure.MessageComparison.Shape;
import dev.hazir.bench.table.Goal;
import dev.hazir.bench.table.Table;

/** Messages of one websocket to a thousand others, counted where they arrive. */
final class Broadcast implements Measurement {

    private static final int LISTENERS = 1_000;

    @Override
    public String name() {
        return "broadcast";
    }

    @Override
    public void run(Plan plan, Table table) throws Exception {
        MessageComparison.ofWebSockets(BroadcastLoad.class)
                .run(
                        plan,
                        table,
                        new Shape("broadcast 1 -> 1,000, 1 under way", Goal.none(), LISTENERS, 1),
                        new Shape("broadcast 1 -> 1,000, 16 under way", Goal.atLeast(3), LISTENERS, 16));
    }
}
