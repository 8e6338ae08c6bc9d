package dev.hazir.host.cli;

import dev.hazir.host.log.LogEntry;
import dev.hazir.host.log.LogFile;
import dev.hazir.host.log.LogFiles;
import dev.hazir.host.log.LogFollow;
import dev.hazir.host.log.LogLine;
import dev.hazir.host.log.LogQuery;
import dev.hazir.host.log.LogTail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code hazir logs}. Reads the log file itself, so that it also tells why a host does not run. */
@Command(name = "logs", description = "Show the log, of one applet or of all.")
final class LogsVerb implements Callable<Integer> {

    private static final long PAUSE_MILLIS = 200;

    private final Session session;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as lines are written.")
    private boolean follow;

    @Option(names = "--lines", paramLabel = "N", defaultValue = "100", description = "How many (default: 100).")
    private int lines;

    @Option(names = "--level", paramLabel = "LEVEL", description = "At least: ERROR, WARN, INFO, DEBUG or TRACE.")
    private String level = "";

    @Option(names = "--text", paramLabel = "TEXT", description = "Only entries that contain it.")
    private String text = "";

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The applet's id.")
    private @Nullable String id;

    LogsVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Path file = session.home().resolve("logs").resolve(LogFile.NAME);
        if (!(level + text).isEmpty()) {
            return filtered(file);
        }
        try (LogTail tail = LogTail.open(file, Optional.ofNullable(id))) {
            print(tail.last(lines));
            while (follow && !Thread.currentThread().isInterrupted()) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                print(tail.next());
            }
        } catch (NoSuchFileException e) {
            throw new CliException(
                    Exit.FAILED, "There is no log at " + file + ".\nDo: name the home directory with --home");
        } catch (IOException e) {
            throw new CliException(Exit.FAILED, "The log cannot be read: " + e);
        }
        return Exit.OK;
    }

    /** Entries, with the lines that belong to each. */
    private Integer filtered(Path file) throws Exception {
        String least = level.toUpperCase(Locale.ROOT);
        if (!least.isEmpty() && !LogQuery.LEVELS.contains(least)) {
            throw new CliException(
                    Exit.USAGE, "level: '" + level + "' (expected: " + String.join(", ", LogQuery.LEVELS) + ")");
        }
        LogQuery query = new LogQuery(least, id == null ? "" : id, "", text);
        if (!Files.exists(file)) {
            throw new CliException(
                    Exit.FAILED, "There is no log at " + file + ".\nDo: name the home directory with --home");
        }
        LogFiles.Found found = new LogFiles(file).last(query, lines);
        found.entries().forEach(this::print);
        if (follow) {
            try (LogFollow next = LogFollow.open(file, query, found.position())) {
                while (!Thread.currentThread().isInterrupted()) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                    next.next().entries().forEach(this::print);
                }
            }
        }
        return Exit.OK;
    }

    private void print(LogEntry entry) {
        if (session.json()) {
            session.console().data(JsonMapper.shared().writeValueAsString(entry));
            return;
        }
        session.console()
                .data(entry.time() + " " + entry.level() + " [" + entry.applet() + "] " + entry.logger() + ": "
                        + entry.text() + (entry.times() > 1 ? " (" + entry.times() + " times)" : ""));
        entry.more().forEach(line -> session.console().data(line));
    }

    private void print(List<LogLine> found) {
        for (LogLine line : found) {
            session.console().data(session.json() ? JsonMapper.shared().writeValueAsString(line) : line.text());
        }
    }
}
