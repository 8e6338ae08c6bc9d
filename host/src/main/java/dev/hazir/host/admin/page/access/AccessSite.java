package dev.hazir.host.admin.page.access;

import dev.hazir.host.admin.page.PageCall;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.security.SignIns;
import java.util.List;

/** Who may come in. */
public final class AccessSite {

    private AccessSite() {}

    public static List<PageCall> calls(AdminSources sources, SignIns signIns) {
        SignInPage signIn = new SignInPage(sources, signIns);
        return List.of(
                PageCall.open("GET", "/login", signIn::show),
                PageCall.open("POST", "/login", signIn::begin),
                PageCall.post("/logout", signIn::end));
    }
}
