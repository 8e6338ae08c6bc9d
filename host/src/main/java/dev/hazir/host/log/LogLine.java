package dev.hazir.host.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the log file. A line that only continues the one before, such as of a stack trace, has that one's applet and
 * no time.
 *
 * @param applet an applet's id, or {@code host}
 * @param text the whole line
 */
public record LogLine(String time, String level, String applet, String text) {

    private static final Pattern FORM = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\S+) (\\S+) +\\[([^\\]]*)\\] .*");
    private static final Pattern SAID = Pattern.compile("\\S+ \\S+ +\\[[^\\]]*\\] ([^ :]*): ?(.*)");

    /** Reads a line that follows another. */
    static LogLine parse(String text, Optional<LogLine> before) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? new LogLine(matcher.group(1), matcher.group(2), matcher.group(3), text)
                : new LogLine(
                        "",
                        before.map(LogLine::level).orElse(""),
                        before.map(LogLine::applet).orElse("host"),
                        text);
    }

    /** Whether it only continues the one before. */
    boolean continues() {
        return time.isEmpty();
    }

    /** What said it: the short name of a logger, or empty. */
    String logger() {
        Matcher matcher = SAID.matcher(text);
        return !continues() && matcher.matches() ? matcher.group(1) : "";
    }

    /** What was said. */
    String message() {
        Matcher matcher = SAID.matcher(text);
        return !continues() && matcher.matches() ? matcher.group(2) : text;
    }
}
