package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.page.PageCall;
import dev.hazir.host.admin.view.AdminSources;
import java.util.List;

/** Pages about applets, what their forms do, and the operations that come of it. */
public final class AppletSite {

    private AppletSite() {}

    public static List<PageCall> calls(AdminSources sources) {
        AppletPages applets = new AppletPages(sources);
        AppletActs acts = new AppletActs(sources);
        SettingsPage settings = new SettingsPage(sources);
        InstallPages install = new InstallPages(sources);
        OperationPages operations = new OperationPages(sources);
        return List.of(
                PageCall.get("/applets", applets::list),
                PageCall.get("/applets/{id}", applets::show),
                PageCall.get("/applets/{id}/remove", applets::askRemove),
                PageCall.grave("/applets/{id}/remove", acts::remove),
                PageCall.post("/applets/{id}/enable", acts::enable),
                PageCall.post("/applets/{id}/disable", acts::disable),
                PageCall.post("/applets/{id}/restart", acts::restart),
                PageCall.post("/applets/{id}/rollback", acts::rollback),
                PageCall.post("/applets/{id}/drain/end", acts::endDrain),
                PageCall.get("/applets/{id}/settings", settings::show),
                PageCall.post("/applets/{id}/settings", settings::save),
                PageCall.get("/install", install::choose),
                PageCall.grave("/install", install::receive),
                PageCall.get("/install/{key}", install::plan),
                PageCall.grave("/install/{key}", install::carryOut),
                PageCall.grave("/install/{key}/discard", install::discard),
                PageCall.get("/operations", operations::list),
                PageCall.get("/operations/{number}", operations::show));
    }
}
