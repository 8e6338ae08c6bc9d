package dev.hazir.host.admin.page.access;

import dev.hazir.host.admin.page.PageCall;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.security.Role;
import java.util.List;

/** Who may come in. */
public final class AccessSite {

    private AccessSite() {}

    public static List<PageCall> calls(AdminSources sources) {
        SignInPage signIn = new SignInPage(sources.access());
        SetupPages setup = new SetupPages(sources);
        AccountPage account = new AccountPage(sources.access());
        PeoplePages people = new PeoplePages(sources.access());
        TokenPages tokens = new TokenPages(sources.access());
        AuditPage audit = new AuditPage(sources.access().audit());
        return List.of(
                PageCall.open("GET", "/login", signIn::show),
                PageCall.open("POST", "/login", signIn::begin),
                PageCall.post("/logout", signIn::end).by(Role.VIEWER),
                PageCall.open("GET", "/setup", setup::show),
                PageCall.open("POST", "/setup", setup::begin),
                PageCall.get("/welcome", setup::welcome),
                PageCall.get("/account", account::show),
                PageCall.post("/account/password", account::changePassword).by(Role.VIEWER),
                PageCall.post("/account/sessions/{handle}/end", account::endSession)
                        .by(Role.VIEWER),
                PageCall.get("/settings", SettingsLanding::show),
                PageCall.get("/settings/access", people::show).by(Role.ADMIN),
                PageCall.get("/settings/access/people/{name}", people::one).by(Role.ADMIN),
                PageCall.get("/settings/access/tokens", tokens::show).by(Role.ADMIN),
                PageCall.grave("/settings/access/tokens", tokens::make),
                PageCall.grave("/settings/access/tokens/{id}/revoke", tokens::revoke),
                PageCall.get("/settings/audit", audit::show).by(Role.ADMIN),
                PageCall.grave("/settings/access/people", people::add),
                PageCall.grave("/settings/access/people/{name}/role", people::changeRole),
                PageCall.grave("/settings/access/people/{name}/password", people::resetPassword),
                PageCall.grave("/settings/access/people/{name}/remove", people::remove),
                PageCall.post("/settings/access/sessions/{handle}/end", people::endSession)
                        .by(Role.ADMIN));
    }
}
