package dev.hazir.host.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Follows the log through a query, some entries at a time, also across rolling. For one thread at a time, which may block. */
public final class LogFollow implements AutoCloseable {

    /** The most entries at a time: of more only the last are given. */
    public static final int MOST = 500;

    private final LogTail tail;
    private final LogEntries entries;

    /**
     * What was written since the last time.
     *
     * @param skipped how many entries were left out before these
     * @param position where another one goes on
     */
    public record Batch(List<LogEntry> entries, long skipped, String position) {}

    private LogFollow(LogTail tail, LogEntries entries) {
        this.tail = tail;
        this.entries = entries;
    }

    /**
     * Begins at the end of the log, or where a batch or a page had come to.
     *
     * @param position as in {@link Batch#position}; of another file or made up, it is the end
     */
    public static LogFollow open(Path file, LogQuery query, String position) throws IOException {
        LogTail tail = LogTail.open(file, Optional.empty());
        try {
            tail.goOn(position);
            return new LogFollow(tail, new LogEntries(query, MOST));
        } catch (IOException e) {
            tail.close();
            throw e;
        }
    }

    /** What was written since the last call. The last entry is held back once, because lines may follow that continue it. */
    public Batch next() throws IOException {
        long[] lines = {0};
        tail.next(line -> {
            lines[0]++;
            entries.add(line);
        });
        if (lines[0] == 0) {
            entries.complete();
        }
        String position = entries.incomplete() ? tail.positionOfLast() : tail.position();
        return new Batch(entries.take(), entries.takeSkipped(), position);
    }

    /** What was written since then for who does not go on with this: nothing is held back, also what may be continued. */
    public Batch rest() throws IOException {
        tail.next(entries::add);
        entries.complete();
        return new Batch(entries.take(), entries.takeSkipped(), tail.position());
    }

    @Override
    public void close() throws IOException {
        tail.close();
    }
}
