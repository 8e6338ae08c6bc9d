package dev.hazir.host.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes entries of lines and keeps the last that are wanted: whatever comes, no more than that stays in memory. What says the
 * same within a second is one entry. For one thread.
 */
final class LogEntries {

    private static final int MOST_CONTINUING = 300;
    private static final int LONGEST = 20_000;

    private final LogQuery query;
    private final int most;
    private final Deque<LogEntry> kept = new ArrayDeque<>();
    private @Nullable LogLine head;
    private final List<String> more = new ArrayList<>();
    private long skipped;

    LogEntries(LogQuery query, int most) {
        this.query = query;
        this.most = most;
    }

    void add(LogLine line) {
        if (!line.continues()) {
            complete();
            head = line;
        } else if (head == null) {
            head = line;
        } else if (more.size() < MOST_CONTINUING) {
            more.add(cut(line.text()));
        }
    }

    /** Whether the last entry may still be continued. */
    boolean incomplete() {
        return head != null;
    }

    /** No line follows that continues the last entry. */
    void complete() {
        LogLine first = head;
        if (first == null) {
            return;
        }
        LogEntry entry = new LogEntry(
                first.time(), first.level(), first.applet(), first.logger(), cut(first.message()), more, 1);
        head = null;
        more.clear();
        if (query.takes(entry)) {
            LogEntry before = kept.peekLast();
            if (before != null && entry.repeats(before)) {
                kept.removeLast();
                kept.addLast(before.again(1));
            } else {
                kept.addLast(entry);
            }
            if (kept.size() > most) {
                skipped += kept.removeFirst().times();
            }
        }
    }

    /** Takes what is kept, oldest first. */
    List<LogEntry> take() {
        List<LogEntry> taken = List.copyOf(kept);
        kept.clear();
        return taken;
    }

    /** How many were wanted and not kept, since this was asked last. */
    long takeSkipped() {
        long number = skipped;
        skipped = 0;
        return number;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " …";
    }
}
