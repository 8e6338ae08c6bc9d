package dev.hazir.host.cli;

import dev.hazir.host.log.LogFile;
import dev.hazir.host.log.LogLine;
import dev.hazir.host.log.LogTail;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
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

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The applet's id.")
    private @Nullable String id;

    LogsVerb(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Path file = session.home().resolve("logs").resolve(LogFile.NAME);
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

    private void print(List<LogLine> found) {
        for (LogLine line : found) {
            session.console().data(session.json() ? JsonMapper.shared().writeValueAsString(line) : line.text());
        }
    }
}
