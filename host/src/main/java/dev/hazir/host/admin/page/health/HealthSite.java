package dev.hazir.host.admin.page.health;

import dev.hazir.host.admin.page.PageCall;
import dev.hazir.host.admin.view.AdminSources;
import java.util.List;

/** Why the host is slow. */
public final class HealthSite {

    private HealthSite() {}

    public static List<PageCall> calls(AdminSources sources) {
        HealthPage health = new HealthPage(sources);
        return List.of(PageCall.get("/health", health::show));
    }
}
