package dev.hazir.host.admin.page.log;

import dev.hazir.host.admin.page.PageCall;
import dev.hazir.host.admin.view.AdminSources;
import java.util.List;

/** What the host and its applets wrote down. */
public final class LogSite {

    private LogSite() {}

    public static List<PageCall> calls(AdminSources sources) {
        LogsPage logs = new LogsPage(sources);
        LogDownload download = new LogDownload(sources);
        return List.of(
                PageCall.get("/logs", logs::show),
                PageCall.post("/logs/download", download::send),
                PageCall.post("/logs/levels", logs::change),
                PageCall.post("/logs/levels/end", logs::end));
    }
}
