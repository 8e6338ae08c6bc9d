package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.health.LoaderSizes;
import dev.hazir.host.admin.page.PageCall;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.security.Role;
import java.util.List;

/** Pages about applets, what their forms do, and the operations that come of it. */
public final class AppletSite {

    private AppletSite() {}

    public static List<PageCall> calls(AdminSources sources) {
        AppletFrame frame = new AppletFrame(sources);
        LoaderSizes sizes = new LoaderSizes(sources.time());
        ListPage list = new ListPage(sources, sizes);
        AppletPages applets = new AppletPages(sources, frame, sizes);
        VersionPages versions = new VersionPages(sources, frame);
        FilePages files = new FilePages(sources, frame);
        AppletActs acts = new AppletActs(sources, frame, files);
        SettingsPage settings = new SettingsPage(sources, frame);
        PlansOfOperations plans = new PlansOfOperations();
        InstallPages install = new InstallPages(sources, plans);
        OperationPages operations = new OperationPages(sources, plans);
        return List.of(
                PageCall.get("/applets", list::show).live(),
                PageCall.post("/applets", list::act),
                PageCall.get("/applets/{id}", applets::summary).live(),
                PageCall.get("/applets/{id}/open", applets::open),
                PageCall.get("/applets/{id}/routes", applets::routes).live(),
                PageCall.get("/applets/{id}/topics", applets::topics).live(),
                PageCall.get("/applets/{id}/logs", applets::logs),
                PageCall.get("/applets/{id}/versions", versions::show),
                PageCall.grave("/applets/{id}/versions/{version}/delete", acts::deleteVersion),
                PageCall.get("/applets/{id}/files", files::list),
                PageCall.inner("/applets/{id}/files/one", files::one),
                PageCall.inner("/applets/{id}/files/all", files::all),
                PageCall.get("/applets/{id}/remove", files::askRemove).by(Role.ADMIN),
                PageCall.grave("/applets/{id}/remove", acts::remove),
                PageCall.post("/applets/{id}/enable", acts::enable),
                PageCall.post("/applets/{id}/disable", acts::disable),
                PageCall.post("/applets/{id}/restart", acts::restart),
                PageCall.post("/applets/{id}/rollback", acts::rollback),
                PageCall.post("/applets/{id}/drain/end", acts::endDrain),
                PageCall.post("/applets/{id}/mend", acts::mend),
                PageCall.get("/applets/{id}/settings", settings::show),
                PageCall.post("/applets/{id}/settings", settings::save),
                PageCall.post("/applets/{id}/settings/check", settings::check),
                PageCall.post("/applets/{id}/settings/restore", settings::restore),
                PageCall.get("/install", install::choose).by(Role.ADMIN),
                PageCall.grave("/install", install::receive),
                PageCall.grave("/install/folder", install::fromFolder),
                PageCall.grave("/install/url", install::fromUrl),
                PageCall.get("/install/{key}", install::plan).by(Role.ADMIN),
                PageCall.grave("/install/{key}", install::carryOut),
                PageCall.grave("/install/{key}/discard", install::discard),
                PageCall.get("/operations", operations::list).live(),
                PageCall.get("/operations/{number}", operations::show).live(),
                PageCall.post("/operations/{number}/cancel", operations::cancel));
    }
}
