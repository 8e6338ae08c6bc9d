package dev.hazir.host.admin.page.log;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.LogEntryJson;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.log.LogFiles;
import dev.hazir.host.log.LogLevels;
import dev.hazir.host.log.LogQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The end of the log through filters that stand in the address, and the levels that were changed for a while. */
final class LogsPage {

    private static final int SHOWN = 300;
    private static final List<Integer> MINUTES = List.of(10, 30, 120);
    private static final String HERE = "/admin/logs";

    private final AdminSources sources;
    private final LogFiles files;
    private final LogLevels levels;

    LogsPage(AdminSources sources) {
        this.sources = sources;
        this.files = new LogFiles(sources.logFile());
        this.levels = sources.traffic().levels();
    }

    PageAnswer show(PageRequest request) throws IOException {
        return view(request, 200, "");
    }

    PageAnswer change(PageRequest request) throws IOException, ApiException {
        try {
            levels.set(
                    of(request),
                    request.field("name").strip(),
                    request.field("least"),
                    Duration.ofMinutes(minutes(request.field("minutes"))),
                    request.by());
        } catch (IllegalArgumentException e) {
            return view(request, 422, String.valueOf(e.getMessage()));
        }
        return PageAnswer.to(HERE + "#levels");
    }

    PageAnswer end(PageRequest request) throws ApiException {
        levels.end(of(request), request.field("name"), request.by());
        return PageAnswer.to(HERE + "#levels");
    }

    private PageAnswer view(PageRequest request, int status, String error) throws IOException {
        LogFilter filter = LogFilter.of(request::field);
        boolean older = request.field("older").equals("on");
        LogFiles.Found found = older ? files.search(filter.query(), SHOWN) : files.last(filter.query(), SHOWN);
        Map<String, Object> variables = new HashMap<>();
        variables.put("entries", found.entries().stream().map(LogEntryJson::of).toList());
        variables.put("left", found.left());
        variables.put("position", found.position());
        variables.put("olderFiles", found.older());
        variables.put("older", older);
        variables.put("filter", filter);
        variables.put("levels", LogQuery.LEVELS);
        variables.put("minutes", MINUTES);
        variables.put("changes", levels.list());
        variables.put("error", error);
        variables.put("name", request.field("name"));
        variables.put(
                "applets",
                Stream.concat(
                                Stream.of("host", "admin"),
                                sources.applets().list().stream().map(AppletStatus::id))
                        .toList());
        return new PageAnswer.View(status, "log/logs", variables, false);
    }

    private static LogLevels.Of of(PageRequest request) throws ApiException {
        return switch (request.field("of")) {
            case "applet" -> LogLevels.Of.APPLET;
            case "logger" -> LogLevels.Of.LOGGER;
            default -> throw new ApiException(400, "of: '" + request.field("of") + "' (expected: applet or logger)");
        };
    }

    private static int minutes(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("minutes: '" + text + "' (expected: a whole number)", e);
        }
    }
}
