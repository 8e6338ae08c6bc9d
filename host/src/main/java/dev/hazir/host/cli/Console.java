package dev.hazir.host.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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

    private final BufferedReader in;
    private final PrintWriter out;
    private final PrintWriter err;
    private final ObjectWriter json = JsonMapper.shared().writerWithDefaultPrettyPrinter();

    Console(InputStream in, PrintWriter out, PrintWriter err) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
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

    /**
     * Asks for a password: twice and unseen on a terminal, otherwise it is the first line of standard input.
     *
     * @param whose what is asked for
     */
    String newPassword(String whose) throws CliException {
        java.io.Console terminal = System.console();
        if (terminal == null || !onTerminal()) {
            try {
                String line = in.readLine();
                if (line == null || line.isEmpty()) {
                    throw new CliException(
                            Exit.USAGE,
                            "There is no password on standard input.\nDo: give it as one line, or use a terminal");
                }
                return line;
            } catch (IOException e) {
                throw new CliException(Exit.FAILED, "Standard input cannot be read: " + e.getMessage());
            }
        }
        String first = typed(terminal, "Password of " + whose + ": ");
        if (!first.equals(typed(terminal, "Once more: "))) {
            throw new CliException(Exit.USAGE, "These were two different passwords. Nothing has changed.");
        }
        return first;
    }

    /** Java says it has a console also when its input comes from elsewhere. */
    private static boolean onTerminal() {
        try {
            Object here = java.io.Console.class.getMethod("isTerminal").invoke(System.console());
            return Boolean.TRUE.equals(here);
        } catch (NoSuchMethodException e) {
            return true; // before Java 22 there is none unless it is a terminal
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static String typed(java.io.Console terminal, String prompt) {
        char[] typed = terminal.readPassword("%s", prompt);
        return typed == null ? "" : new String(typed);
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
