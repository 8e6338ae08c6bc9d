package dev.hazir.host.log;

import java.util.List;
import java.util.Locale;

/**
 * Which entries of the log are wanted.
 *
 * @param level the least grave level, or empty for all
 * @param applet an applet's id or {@code host}, or empty for all
 * @param logger in the name of what said it, whatever its case; or empty
 * @param text in what was said or continues it, whatever its case; or empty
 */
public record LogQuery(String level, String applet, String logger, String text) {

    /** From the gravest on. */
    public static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

    public static final LogQuery ALL = new LogQuery("", "", "", "");

    public LogQuery {
        level = LEVELS.contains(level) ? level : "";
        logger = logger.toLowerCase(Locale.ROOT);
        text = text.toLowerCase(Locale.ROOT);
    }

    /** Whether an entry is wanted. What has no level, because its beginning is missing, is left out when a level is asked for. */
    public boolean takes(LogEntry entry) {
        int gravity = LEVELS.indexOf(entry.level());
        return (level.isEmpty() || gravity >= 0 && gravity <= LEVELS.indexOf(level))
                && (applet.isEmpty() || applet.equals(entry.applet()))
                && (logger.isEmpty() || entry.logger().toLowerCase(Locale.ROOT).contains(logger))
                && (text.isEmpty()
                        || says(entry.text())
                        || entry.more().stream().anyMatch(this::says));
    }

    private boolean says(String line) {
        return line.toLowerCase(Locale.ROOT).contains(text);
    }
}
