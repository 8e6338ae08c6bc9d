package dev.hazir.applets.meter;

import dev.hazir.applet.port.Port;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The variables of the page, however long the history is. */
final class MeterPage {

    private static final int MOST_ROWS = 50;

    private final Supplier<String> title;
    private final Clock clock;
    private final History history;
    private final Port devices;

    MeterPage(Supplier<String> title, Clock clock, History history, Port devices) {
        this.title = title;
        this.clock = clock;
        this.history = history;
        this.devices = devices;
    }

    Map<String, ?> model(HttpServletRequest request) throws IOException {
        Instant now = clock.instant();
        List<Row> rows = history.newest(MOST_ROWS).stream()
                .map(entry -> Row.of(entry, now, clock.getZone()))
                .toList();
        return Map.of(
                "title", title.get(),
                "port", devices.number(),
                "form", RecordForm.of(request),
                "rows", rows,
                "most", MOST_ROWS);
    }
}
