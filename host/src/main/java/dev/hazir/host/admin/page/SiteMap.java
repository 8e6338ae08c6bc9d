package dev.hazir.host.admin.page;

import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.security.SignIns;
import java.util.List;

/** All pages of operators, and the acts of their forms. */
final class SiteMap {

    private SiteMap() {}

    static List<PageCall> of(AdminSources sources, SignIns signIns) {
        SignInPage signIn = new SignInPage(sources, signIns);
        OverviewPage overview = new OverviewPage(sources);
        AppletPages applets = new AppletPages(sources);
        AppletActs acts = new AppletActs(sources);
        SettingsPage settings = new SettingsPage(sources);
        InstallPages install = new InstallPages(sources);
        OperationPages operations = new OperationPages(sources);
        RoutesPage routes = new RoutesPage(sources);
        StatePages states = new StatePages(sources);
        LogsPage logs = new LogsPage(sources);
        return List.of(
                new PageCall("GET", "/login", true, signIn::show),
                new PageCall("POST", "/login", true, signIn::begin),
                PageCall.post("/logout", signIn::end),
                PageCall.post("/theme", ThemeAct::choose),
                PageCall.get("/", overview::show),
                PageCall.get("/applets", applets::list),
                PageCall.get("/applets/{id}", applets::show),
                PageCall.get("/applets/{id}/remove", applets::askRemove),
                PageCall.post("/applets/{id}/remove", acts::remove),
                PageCall.post("/applets/{id}/enable", acts::enable),
                PageCall.post("/applets/{id}/disable", acts::disable),
                PageCall.post("/applets/{id}/restart", acts::restart),
                PageCall.post("/applets/{id}/rollback", acts::rollback),
                PageCall.post("/applets/{id}/drain/end", acts::endDrain),
                PageCall.get("/applets/{id}/settings", settings::show),
                PageCall.post("/applets/{id}/settings", settings::save),
                PageCall.get("/install", install::choose),
                PageCall.post("/install", install::receive),
                PageCall.get("/install/{key}", install::plan),
                PageCall.post("/install/{key}", install::carryOut),
                PageCall.post("/install/{key}/discard", install::discard),
                PageCall.get("/operations", operations::list),
                PageCall.get("/operations/{number}", operations::show),
                PageCall.get("/health", states::health),
                PageCall.get("/ports", states::ports),
                PageCall.get("/problems", states::problems),
                PageCall.get("/logs", logs::show),
                PageCall.get("/routes", routes::show));
    }
}
