package dev.hazir.bench.measure;

import dev.hazir.bench.load.LineLoad;
import dev.hazir.bench.measure.MessageComparison.Shape;
import dev.hazir.bench.table.Goal;
import dev.hazir.bench.table.Table;

/** Lines that devices send over TCP and get back. */
final class LineEcho implements Measurement {

    private static final int CONNECTIONS = 64;

    @Override
    public String name() {
        return "lines";
    }

    @Override
    public void run(Plan plan, Table table) throws Exception {
        MessageComparison.ofLines(LineLoad.class)
                .run(
                        plan,
                        table,
                        new Shape("TCP line echo, 64 connections, depth 1", Goal.atLeast(0.97), CONNECTIONS, 1),
                        new Shape("TCP line echo, 64 connections, depth 16", Goal.atLeast(0.97), CONNECTIONS, 16));
    }
}
