package dev.hazir.bench.measure;

import dev.hazir.bench.table.Table;
import java.util.List;

/** Something that is measured: adds rows to the table. What it starts it ends. */
public interface Measurement {

    /** Everything that is measured, in the order of the table. */
    static List<Measurement> all() {
        return List.of(
                HttpComparison.ofResources(),
                HttpComparison.ofServlets(),
                MessageComparison.ofEchoes(),
                MessageComparison.ofBroadcasts(),
                MessageComparison.ofLines(),
                new Start(),
                new IdleMemory(),
                new Upgrades(),
                new Growth(),
                new OperatorPages());
    }

    /** By which it is chosen on the command line. */
    String name();

    void run(Plan plan, Table table) throws Exception;
}
