package dev.hazir.host.log;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was logged at one time, with the lines that continue it.
 *
 * @param time as in the file, or empty when the beginning is not known
 * @param applet an applet's id, or {@code host}
 * @param logger the short name of what said it
 * @param more the lines that continue it, such as a stack trace
 * @param times how often it was said within a second
 */
public record LogEntry(
        String time, String level, String applet, String logger, String text, List<String> more, int times) {

    private static final Duration TOGETHER = Duration.ofSeconds(1);
    private static final Pattern LIVE = Pattern.compile("(\\S+)@(\\S+) is live: .*");
    private static final String HOST_ITSELF = "host";
    private static final Pattern HOST = Pattern.compile("Hazir (\\S+) starts in .*");

    public LogEntry {
        more = List.copyOf(more);
    }

    /** A point that divides the log: an applet or the host has started. */
    public record Mark(String name, String version) {}

    /** The start that it tells of, or null. The host says so itself: an applet that says the same is no start. */
    public @Nullable Mark mark() {
        Matcher live = LIVE.matcher(text);
        if (logger.equals("Deployer")
                && live.matches()
                && live.group(1).equals(applet)
                && !applet.equals(HOST_ITSELF)) {
            return new Mark(live.group(1), live.group(2));
        }
        Matcher host = HOST.matcher(text);
        return logger.equals("Host") && applet.equals(HOST_ITSELF) && host.matches()
                ? new Mark(HOST_ITSELF, host.group(1))
                : null;
    }

    /** The exception that it was logged with, its first line; empty when there is none. */
    public String exception() {
        return frames() == 0 ? "" : more.get(0);
    }

    /** How many lines of its stack trace name a method. */
    public long frames() {
        return more.stream().filter(LogEntry::isFrame).count();
    }

    /** How many of them are the applet's own. */
    public long ownFrames() {
        return more.stream()
                .filter(LogEntry::isFrame)
                .filter(line -> line.strip().startsWith("at " + applet + "@"))
                .count();
    }

    /** Whether another one says the same at nearly the same time, so that both are shown as one. */
    boolean repeats(LogEntry before) {
        return more.isEmpty()
                && before.more.isEmpty()
                && text.equals(before.text)
                && level.equals(before.level)
                && applet.equals(before.applet)
                && logger.equals(before.logger)
                && near(before);
    }

    LogEntry again(int more) {
        return new LogEntry(time, level, applet, logger, text, this.more, times + more);
    }

    private boolean near(LogEntry before) {
        try {
            Duration between = Duration.between(OffsetDateTime.parse(before.time), OffsetDateTime.parse(time));
            return !between.isNegative() && between.compareTo(TOGETHER) <= 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isFrame(String line) {
        return line.strip().startsWith("at ");
    }
}
