package dev.hazir.host.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a verb writes: data to standard output, progress and complaints to standard error. Plain text without colours, so
 * that it reads the same on a terminal and in a file.
 */
final class Console {

    private static final String GAP = "  ";

    private final PrintWriter out;
    private final PrintWriter err;
    private final ObjectWriter json = JsonMapper.shared().writerWithDefaultPrettyPrinter();

    Console(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    void data(String line) {
        out.println(line);
        out.flush();
    }

    void json(JsonNode node) {
        data(json.writeValueAsString(node));
    }

    void progress(String line) {
        err.println(line);
        err.flush();
    }

    /** Prints rows with aligned columns; empty cells at the end leave nothing behind. */
    void table(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                int width = row.get(column).length();
                if (column == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(column, Math.max(widths.get(column), width));
                }
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                line.append(cell)
                        .append(" ".repeat(widths.get(column) - cell.length()))
                        .append(GAP);
            }
            data(line.toString().stripTrailing());
        }
    }
}
