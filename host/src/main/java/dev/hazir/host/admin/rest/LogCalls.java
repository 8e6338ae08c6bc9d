package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.Download;
import dev.hazir.host.admin.view.LogArchive;
import dev.hazir.host.admin.view.LogEntryJson;
import dev.hazir.host.log.LogFiles;
import dev.hazir.host.log.LogLevels;
import dev.hazir.host.log.LogLine;
import dev.hazir.host.log.LogQuery;
import dev.hazir.host.log.LogTail;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The calls about the log: its end, entries that are searched for, an archive, and levels that are changed for a while. */
final class LogCalls {

    private static final int MOST_LINES = 10_000;
    private static final int MOST_ENTRIES = 2_000;
    private static final int MOST_HOURS = 30 * 24;

    private final AdminSources sources;

    LogCalls(AdminSources sources) {
        this.sources = sources;
    }

    ApiResponse lines(ApiRequest request) throws IOException, ApiException {
        int lines = number(request, "lines", 200, 0, MOST_LINES);
        try (LogTail tail = LogTail.open(sources.logFile(), request.query("applet"))) {
            return ApiResponse.ok(
                    tail.last(lines).stream().map(LogLine::text).collect(Collectors.joining("\n", "", "\n")));
        } catch (NoSuchFileException e) {
            return ApiResponse.ok("");
        }
    }

    ApiResponse entries(ApiRequest request) throws IOException, ApiException {
        LogQuery query = new LogQuery(
                request.query("level").orElse(""),
                request.query("applet").orElse(""),
                request.query("logger").orElse(""),
                request.query("text").orElse(""));
        int most = number(request, "most", 300, 1, MOST_ENTRIES);
        LogFiles files = new LogFiles(sources.logFile());
        LogFiles.Found found = request.choice("older", "no", "yes").equals("yes")
                ? files.search(query, most)
                : files.last(query, most);
        return ApiResponse.ok(found.entries().stream().map(LogEntryJson::of).toList());
    }

    ApiResponse archive(ApiRequest request) throws ApiException {
        int hours = number(request, "hours", 24, 1, MOST_HOURS);
        return ApiResponse.ok(Download.zip(
                "hazir-log.zip",
                out -> new LogArchive(sources)
                        .write(
                                sources.time().clock().instant().minus(Duration.ofHours(hours)),
                                request.query("applet").orElse(""),
                                out)));
    }

    ApiResponse levels(ApiRequest request) {
        return ApiResponse.ok(levels().list());
    }

    ApiResponse change(ApiRequest request) throws IOException, ApiException {
        JsonNode wanted = request.json();
        try {
            return ApiResponse.ok(levels().set(
                            of(wanted.path("of").asString("")),
                            wanted.path("name").asString(""),
                            wanted.path("level").asString(""),
                            Duration.ofMinutes(wanted.path("minutes").asInt(30)),
                            request.by()));
        } catch (IllegalArgumentException e) {
            throw new ApiException(400, String.valueOf(e.getMessage()));
        }
    }

    ApiResponse end(ApiRequest request) throws ApiException {
        String name = request.query("name").orElse("");
        if (!levels().end(of(request.query("of").orElse("")), name, request.by())) {
            throw new ApiException(404, "No level of '" + name + "' is changed now.");
        }
        return levels(request);
    }

    private LogLevels levels() {
        return sources.traffic().levels();
    }

    private static LogLevels.Of of(String word) throws ApiException {
        return switch (word) {
            case "applet", "APPLET" -> LogLevels.Of.APPLET;
            case "logger", "LOGGER" -> LogLevels.Of.LOGGER;
            default -> throw new ApiException(400, "of: '" + word + "' (expected: applet or logger)");
        };
    }

    private static int number(ApiRequest request, String name, int standard, int least, int most) throws ApiException {
        String text = request.query(name).orElse(Integer.toString(standard));
        try {
            return Math.min(most, Math.max(least, Integer.parseInt(text)));
        } catch (NumberFormatException e) {
            throw new ApiException(400, name + ": '" + text + "' (expected: a whole number)");
        }
    }
}
