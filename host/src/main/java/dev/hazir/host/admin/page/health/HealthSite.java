package dev.hazir.host.admin.page.health;

import dev.hazir.host.admin.page.PageCall;
import dev.hazir.host.admin.view.AdminSources;
import java.util.List;

/** Why the host is slow, and what it looks like inside. */
public final class HealthSite {

    private HealthSite() {}

    public static List<PageCall> calls(AdminSources sources) {
        HealthPage health = new HealthPage(sources);
        BlockPage blocks = new BlockPage(sources);
        PlotPages plots = new PlotPages(sources);
        InsidePages inside = new InsidePages(sources);
        return List.of(
                PageCall.get("/health", health::show).live(),
                PageCall.get("/health/blocks/{applet}/{place}", blocks::show),
                PageCall.post("/health/blocks/{applet}/{place}/move", blocks::move),
                PageCall.get("/health/plots", plots::show),
                PageCall.get("/health/plots.json", plots::columns),
                PageCall.get("/health/threads", inside::threads),
                PageCall.get("/health/threads.txt", inside::threadsAsText),
                PageCall.get("/health/memory", inside::memory));
    }
}
