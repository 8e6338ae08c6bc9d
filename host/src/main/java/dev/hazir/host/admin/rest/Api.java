package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.StorageJson;
import dev.hazir.host.security.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** All calls of the REST interface. A path without parameters beats one with. */
record Api(List<ApiCall> calls) {

    /** A call with the values of its path's parameters. */
    record Found(ApiCall call, List<String> parameters) {}

    static Api of(AdminSources sources) {
        AppletCalls applets = new AppletCalls(sources);
        KeptCalls kept = new KeptCalls(sources);
        SettingCalls settings = new SettingCalls(sources);
        ViewCalls views = new ViewCalls(sources);
        ProblemCalls problems = new ProblemCalls(sources);
        OperationCalls operations = new OperationCalls(sources);
        LeakCalls leaks = new LeakCalls(sources);
        BackupCalls backups = new BackupCalls(sources);
        HealthCalls health = new HealthCalls(sources);
        TrafficCalls traffic = new TrafficCalls(sources);
        LogCalls logs = new LogCalls(sources);
        PeopleCalls people = new PeopleCalls(sources.access());
        AccountCalls account = new AccountCalls(sources.access());
        TokenCalls tokens = new TokenCalls(sources.access());
        NetworkCalls network = new NetworkCalls(sources);
        SourceCalls jars = new SourceCalls(sources);
        AuditCalls audit = new AuditCalls(sources.access());
        return new Api(List.of(
                new ApiCall("GET", "/applets", applets::list),
                new ApiCall("POST", "/applets", applets::deploy).by(Role.ADMIN),
                new ApiCall("POST", "/applets/plan", applets::plan).by(Role.ADMIN),
                new ApiCall("GET", "/applets/{id}", applets::show),
                new ApiCall("DELETE", "/applets/{id}", applets::remove).by(Role.ADMIN),
                new ApiCall("POST", "/applets/{id}/enable", applets::enable),
                new ApiCall("POST", "/applets/{id}/disable", applets::disable),
                new ApiCall("POST", "/applets/{id}/restart", applets::restart),
                new ApiCall("POST", "/applets/{id}/rollback", applets::rollback),
                new ApiCall("GET", "/applets/{id}/day", kept::day),
                new ApiCall("GET", "/applets/{id}/versions", kept::versions),
                new ApiCall("DELETE", "/applets/{id}/versions/{version}", kept::deleteVersion).by(Role.ADMIN),
                new ApiCall("GET", "/applets/{id}/files", kept::files),
                new ApiCall("GET", "/applets/{id}/files/one", kept::file).by(Role.OPERATOR),
                new ApiCall("GET", "/applets/{id}/files/all", kept::allFiles).by(Role.OPERATOR),
                new ApiCall("GET", "/applets/{id}/errors", kept::errors),
                new ApiCall("GET", "/applets/{id}/settings/history", kept::settings),
                new ApiCall("GET", "/applets/{id}/drain", applets::drain),
                new ApiCall("POST", "/applets/{id}/drain/end", applets::endDrain),
                new ApiCall("GET", "/applets/{id}/settings", settings::show),
                new ApiCall("PUT", "/applets/{id}/settings", settings::save),
                new ApiCall("POST", "/applets/{id}/settings/check", settings::check),
                new ApiCall("GET", "/applets/{id}/leaks", leaks::show),
                new ApiCall("POST", "/applets/{id}/leaks/path", leaks::path),
                new ApiCall("POST", "/applets/{id}/leaks/mend", leaks::mend),
                new ApiCall("GET", "/leaks", leaks::list),
                new ApiCall("GET", "/backups", backups::list),
                new ApiCall("POST", "/backups", backups::make),
                new ApiCall("POST", "/backups/upload", backups::receive).by(Role.ADMIN),
                new ApiCall("GET", "/backups/{name}", backups::show),
                new ApiCall("DELETE", "/backups/{name}", backups::delete).by(Role.ADMIN),
                new ApiCall("GET", "/backups/{name}/file", backups::download).by(Role.ADMIN),
                new ApiCall("POST", "/backups/{name}/restore", backups::restore).by(Role.ADMIN),
                new ApiCall("GET", "/routes", views::routes),
                new ApiCall("POST", "/routes/explain", views::explain).looking(),
                new ApiCall("GET", "/ports", views::ports),
                new ApiCall("GET", "/ports/{applet}/{port}/connections", traffic::connections),
                new ApiCall("DELETE", "/ports/{applet}/{port}/connections/{id}", traffic::close),
                new ApiCall("GET", "/ports/{applet}/{port}/tap", traffic::tappedPort).by(Role.OPERATOR),
                new ApiCall("POST", "/ports/{applet}/{port}/tap", traffic::tapPort),
                new ApiCall("DELETE", "/ports/{applet}/{port}/tap", traffic::endTapOfPort),
                new ApiCall("GET", "/topics", traffic::topics),
                new ApiCall("GET", "/topics/tap", traffic::tappedTopic).by(Role.OPERATOR),
                new ApiCall("POST", "/topics/tap", traffic::tapTopic),
                new ApiCall("DELETE", "/topics/tap", traffic::endTapOfTopic),
                new ApiCall("GET", "/operations", operations::list),
                new ApiCall("GET", "/operations/{number}", operations::show),
                new ApiCall("POST", "/operations/{number}/cancel", operations::cancel),
                new ApiCall("GET", "/problems", problems::list),
                new ApiCall("POST", "/problems/{code}/snooze", problems::snooze),
                new ApiCall("DELETE", "/problems/{code}/snooze", problems::wake),
                new ApiCall("GET", "/why", views::why),
                new ApiCall("POST", "/applets/{id}/move", health::move),
                new ApiCall("GET", "/map", health::map),
                new ApiCall("GET", "/metrics", health::metrics),
                new ApiCall("GET", "/threads", health::threads),
                new ApiCall("GET", "/memory", health::memory),
                new ApiCall("GET", "/storage", request -> ApiResponse.ok(StorageJson.of(sources))),
                new ApiCall("GET", "/logs", logs::lines),
                new ApiCall("GET", "/logs/entries", logs::entries),
                new ApiCall("GET", "/logs/archive", logs::archive),
                new ApiCall("GET", "/logs/levels", logs::levels),
                new ApiCall("PUT", "/logs/levels", logs::change),
                new ApiCall("DELETE", "/logs/levels", logs::end),
                new ApiCall("GET", "/people", people::list).by(Role.ADMIN),
                new ApiCall("POST", "/people", people::add).by(Role.ADMIN),
                new ApiCall("PUT", "/people/{name}", people::change).by(Role.ADMIN),
                new ApiCall("DELETE", "/people/{name}", people::remove).by(Role.ADMIN),
                new ApiCall("GET", "/audit", audit::list).by(Role.ADMIN),
                new ApiCall("GET", "/sessions", people::sessions).by(Role.ADMIN),
                new ApiCall("DELETE", "/sessions/{handle}", people::endSession).by(Role.ADMIN),
                new ApiCall("GET", "/account", account::show),
                new ApiCall("PUT", "/account/password", account::changePassword).by(Role.VIEWER),
                new ApiCall("DELETE", "/account/sessions/{handle}", account::endSession).by(Role.VIEWER),
                new ApiCall("GET", "/tokens", tokens::list).by(Role.ADMIN),
                new ApiCall("POST", "/tokens", tokens::make).by(Role.ADMIN),
                new ApiCall("DELETE", "/tokens/{id}", tokens::revoke).by(Role.ADMIN),
                new ApiCall("GET", "/network", network::show),
                new ApiCall("PUT", "/network", network::change).by(Role.ADMIN),
                new ApiCall("GET", "/tls/certificate", network::download),
                new ApiCall("PUT", "/tls/certificate", network::use).by(Role.ADMIN),
                new ApiCall("POST", "/tls/make", network::make).by(Role.ADMIN),
                new ApiCall("POST", "/tls/reload", network::reload).by(Role.ADMIN),
                new ApiCall("GET", "/sources", jars::show),
                new ApiCall("PUT", "/sources", jars::change).by(Role.ADMIN),
                new ApiCall("POST", "/sources/check", jars::check),
                new ApiCall("GET", "/sources/jars", jars::jars).by(Role.ADMIN),
                new ApiCall("GET", "/sources/newer", jars::newer),
                new ApiCall("POST", "/sources/signers", jars::trust).by(Role.ADMIN),
                new ApiCall("DELETE", "/sources/signers/{fingerprint}", jars::forget).by(Role.ADMIN),
                new ApiCall("GET", "/openapi.json", views::description)));
    }

    /** The call for a method and a path; HEAD asks for what GET gives. */
    Optional<Found> find(String method, String path) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        for (ApiCall call : calls) {
            Optional<List<String>> parameters = call.match(path);
            if (parameters.isPresent() && call.method().equals(wanted)) {
                return Optional.of(new Found(call, parameters.get()));
            }
        }
        return Optional.empty();
    }

    /** The methods that a path knows; empty when the path is unknown. */
    Set<String> methods(String path) {
        Set<String> methods = new TreeSet<>();
        calls.stream().filter(call -> call.match(path).isPresent()).forEach(call -> methods.add(call.method()));
        return methods;
    }
}
