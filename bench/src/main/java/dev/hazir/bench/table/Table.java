package dev.hazir.bench.table;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The rows so far; each is shown on standard error as soon as it is known, and all of them in the end. */
public final class Table {

    private static final String HEAD =
            "| measured | Hazir / peer | result | CPU us each, Hazir / peer | goal | |\n" + "|---|---|---|---|---|---|";

    private final List<Row> rows = new ArrayList<>();

    public void add(Row row) {
        rows.add(row);
        System.err.println(row);
    }

    /** Notes a measurement that could not be made, and why. */
    public void addFailure(String what, Throwable cause) {
        add(Row.failed(what, cause));
    }

    /** Whether every measurement could be made. */
    public boolean complete() {
        return rows.stream().noneMatch(row -> row.verdict().contains("failed"));
    }

    public void print(PrintStream out, String caption) {
        out.println(caption);
        out.println();
        out.println(HEAD);
        rows.forEach(out::println);
    }
}
