package dev.hazir.host.admin.page.access;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.page.SignInCookie;
import dev.hazir.host.admin.page.Words;
import dev.hazir.host.security.Access;
import dev.hazir.host.security.AccessException;
import dev.hazir.host.security.SignIns.Begun;
import java.util.Map;

/** Takes name and password for a sign-in. */
final class SignInPage {

    private static final String PATH = "/admin/login";

    private final Access access;

    SignInPage(Access access) {
        this.access = access;
    }

    PageAnswer show(PageRequest request) {
        return form(request, 200, access.people().fault().isPresent() ? "login.unreadable" : "");
    }

    PageAnswer begin(PageRequest request) {
        if (!FormKey.fits(request)) {
            return form(request, 403, "login.stale");
        }
        Begun begun;
        try {
            begun = access.signIn(request.field("name"), request.field("password"), request.visitor());
        } catch (AccessException e) {
            return form(request, e.status(), String.valueOf(e.getMessage()));
        }
        if (request.signIn() != null) {
            access.signIns().end(request.signIn());
        }
        SignInCookie.set(request.servlet(), request.response(), begun.secret());
        return PageAnswer.to(Words.within(request.field("next")));
    }

    PageAnswer end(PageRequest request) {
        if (request.signIn() != null) {
            access.signIns().end(request.signIn());
        }
        SignInCookie.clear(request.servlet(), request.response());
        return PageAnswer.to(PATH);
    }

    private PageAnswer form(PageRequest request, int status, String error) {
        return new PageAnswer.View(
                status,
                "access/login",
                Map.of(
                        "form",
                        FormKey.of(request),
                        "next",
                        Words.within(request.field("next")),
                        "name",
                        request.field("name").strip(),
                        "error",
                        error),
                false);
    }
}
