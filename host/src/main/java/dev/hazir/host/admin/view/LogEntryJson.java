package dev.hazir.host.admin.view;

import dev.hazir.host.log.LogEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log as JSON.
 *
 * @param time as in the file, or empty when the beginning is not known
 * @param at the part of the time that pages show
 * @param logger the short name of what said it
 * @param more the lines that continue it, such as a stack trace
 * @param exception the first line of those when they are a stack trace, or empty
 * @param frames how many methods the trace names
 * @param ownFrames how many of them are the applet's own
 * @param times how often it was said within a second
 * @param started which applet has started with it, or null
 */
public record LogEntryJson(
        String time,
        String at,
        String level,
        String applet,
        String logger,
        String text,
        List<String> more,
        String exception,
        long frames,
        long ownFrames,
        int times,
        @Nullable Started started) {

    /** A start, which divides the log. */
    public record Started(String name, String version) {}

    private static final int TIME_BEGINS = 11;
    private static final int TIME_ENDS = 23;

    public static LogEntryJson of(LogEntry entry) {
        LogEntry.Mark mark = entry.mark();
        return new LogEntryJson(
                entry.time(),
                entry.time().length() < TIME_ENDS ? entry.time() : entry.time().substring(TIME_BEGINS, TIME_ENDS),
                entry.level(),
                entry.applet(),
                entry.logger(),
                entry.text(),
                entry.more(),
                entry.exception(),
                entry.frames(),
                entry.ownFrames(),
                entry.times(),
                mark == null ? null : new Started(mark.name(), mark.version()));
    }
}
