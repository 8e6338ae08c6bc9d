package dev.hazir.host.admin.page.log;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.Download;
import dev.hazir.host.admin.view.LogArchive;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the log of some hours away, with what else is needed to understand it. */
final class LogDownload {

    static final List<Integer> HOURS = List.of(1, 24, 168);
    private static final Logger log = LoggerFactory.getLogger(LogDownload.class);

    private final AdminSources sources;

    LogDownload(AdminSources sources) {
        this.sources = sources;
    }

    PageAnswer send(PageRequest request) throws ApiException {
        String wanted = request.field("hours");
        int hours = HOURS.stream()
                .filter(number -> number.toString().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ApiException(400, "hours: '" + wanted + "' (expected: one of " + HOURS + ")"));
        Instant now = sources.time().clock().instant();
        log.info("{} downloads the log of the last {} h", request.by(), hours);
        LogArchive archive = new LogArchive(sources);
        return new PageAnswer.Saved(Download.zip(
                "hazir-log.zip",
                out -> archive.write(now.minus(Duration.ofHours(hours)), request.field("applet"), out)));
    }
}
