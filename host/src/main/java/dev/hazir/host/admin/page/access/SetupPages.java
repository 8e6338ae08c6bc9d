package dev.hazir.host.admin.page.access;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.page.SignInCookie;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.security.Access;
import dev.hazir.host.security.AccessException;
import dev.hazir.host.security.PasswordRules;
import dev.hazir.host.security.SignIns.Begun;
import java.io.IOException;
import java.util.Map;

/** The first administrator makes himself known by the token that stands on the console. */
final class SetupPages {

    private static final String INSIDE = "/admin/";

    private final AdminSources sources;
    private final Access access;

    SetupPages(AdminSources sources) {
        this.sources = sources;
        this.access = sources.access();
    }

    PageAnswer show(PageRequest request) {
        return access.waitsForSetup() ? form(request, 200, "") : PageAnswer.to(INSIDE);
    }

    PageAnswer begin(PageRequest request) throws IOException {
        if (!access.waitsForSetup()) {
            return PageAnswer.to(INSIDE);
        }
        if (!FormKey.fits(request)) {
            return form(request, 403, "login.stale");
        }
        try {
            Begun begun = access.setUp(
                    request.field("token"), request.field("name"), request.field("password"), request.visitor());
            SignInCookie.set(request.servlet(), request.response(), begun.secret());
            return PageAnswer.to("/admin/setup/network");
        } catch (AccessException e) {
            return form(request, e.status(), String.valueOf(e.getMessage()));
        }
    }

    /** How the host is reached and what to begin with. */
    PageAnswer welcome(PageRequest request) {
        return PageAnswer.view(
                "access/welcome",
                Map.of(
                        "people",
                        access.people().list().size(),
                        "applets",
                        sources.applets().list().size(),
                        "address",
                        request.servlet().getRequestURL().toString().replaceFirst("/admin/.*", "/"),
                        "secure",
                        request.servlet().isSecure()));
    }

    private PageAnswer form(PageRequest request, int status, String error) {
        return new PageAnswer.View(
                status,
                "access/setup",
                Map.of(
                        "form",
                        FormKey.of(request),
                        "token",
                        request.field("token").strip(),
                        "name",
                        request.field("name").strip(),
                        "shortest",
                        PasswordRules.SHORTEST,
                        "error",
                        error),
                false);
    }
}
