package dev.hazir.host.admin;

import dev.hazir.host.admin.page.PageCall;
import dev.hazir.host.admin.page.ThemeAct;
import dev.hazir.host.admin.page.access.AccessSite;
import dev.hazir.host.admin.page.applet.AppletSite;
import dev.hazir.host.admin.page.backup.BackupSite;
import dev.hazir.host.admin.page.dev.DevSite;
import dev.hazir.host.admin.page.health.HealthSite;
import dev.hazir.host.admin.page.log.LogSite;
import dev.hazir.host.admin.page.map.MapSite;
import dev.hazir.host.admin.page.network.NetworkSite;
import dev.hazir.host.admin.page.overview.OverviewSite;
import dev.hazir.host.admin.page.search.SearchSite;
import dev.hazir.host.admin.page.settings.HostSettingsSite;
import dev.hazir.host.admin.page.traffic.TrafficSite;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.security.Role;
import java.util.List;
import java.util.stream.Stream;

/** All pages of operators, and the acts of their forms, area by area. */
final class SiteMap {

    private SiteMap() {}

    static List<PageCall> of(AdminSources sources) {
        List<PageCall> pages = Stream.of(
                        AccessSite.calls(sources),
                        OverviewSite.calls(sources),
                        AppletSite.calls(sources),
                        HealthSite.calls(sources),
                        MapSite.calls(sources),
                        LogSite.calls(sources),
                        TrafficSite.calls(sources),
                        BackupSite.calls(sources),
                        HostSettingsSite.calls(sources),
                        NetworkSite.calls(sources),
                        List.of(PageCall.post("/theme", ThemeAct::choose).by(Role.VIEWER)))
                .flatMap(List::stream)
                .toList();
        return Stream.concat(
                        pages.stream(),
                        Stream.of(SearchSite.calls(sources, pages), DevSite.calls())
                                .flatMap(List::stream))
                .toList();
    }
}
