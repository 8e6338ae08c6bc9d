package dev.hazir.host.admin.page.log;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.log.LogLine;
import dev.hazir.host.log.LogTail;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The end of the log, through filters that stand in the address. */
final class LogsPage {

    private static final int SHOWN = 300;
    private static final int SEARCHED = 20_000;
    private static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG");

    private final AdminSources sources;

    LogsPage(AdminSources sources) {
        this.sources = sources;
    }

    PageAnswer show(PageRequest request) throws IOException {
        Optional<String> applet = request.filled("applet");
        String level = LEVELS.contains(request.field("level")) ? request.field("level") : "";
        String text = request.field("text").strip();
        List<LogLine> found = lines(applet).stream()
                .filter(line -> matches(line, level, text))
                .toList();
        return PageAnswer.view(
                "log/logs",
                Map.of(
                        "lines",
                        found.subList(Math.max(0, found.size() - SHOWN), found.size()),
                        "found",
                        found.size(),
                        "levels",
                        LEVELS,
                        "level",
                        level,
                        "text",
                        text,
                        "chosen",
                        applet.orElse(""),
                        "applets",
                        Stream.concat(
                                        Stream.of("host"),
                                        sources.applets().list().stream().map(AppletStatus::id))
                                .toList()));
    }

    private List<LogLine> lines(Optional<String> applet) throws IOException {
        try (LogTail tail = LogTail.open(sources.logFile(), applet)) {
            return tail.last(SEARCHED);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** At least as grave as the level, with the text in it whatever its case. */
    private static boolean matches(LogLine line, String level, String text) {
        int gravity = LEVELS.indexOf(line.level());
        boolean grave = level.isEmpty() || gravity >= 0 && gravity <= LEVELS.indexOf(level);
        return grave && line.text().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
    }
}
