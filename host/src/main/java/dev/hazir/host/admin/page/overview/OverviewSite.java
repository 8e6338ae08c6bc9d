package dev.hazir.host.admin.page.overview;

import dev.hazir.host.admin.page.PageCall;
import dev.hazir.host.admin.view.AdminSources;
import java.util.List;

/** The first page, and what needs an operator. */
public final class OverviewSite {

    private OverviewSite() {}

    public static List<PageCall> calls(AdminSources sources) {
        OverviewPage overview = new OverviewPage(sources);
        ProblemsPage problems = new ProblemsPage(sources);
        return List.of(
                PageCall.get("/", overview::show).live(),
                PageCall.get("/first-applet", FirstAppletPage::show),
                PageCall.get("/problems", problems::show).live(),
                PageCall.get("/problems/codes", problems::codes),
                PageCall.post("/problems/{code}/snooze", problems::snooze),
                PageCall.post("/problems/{code}/wake", problems::wake));
    }
}
