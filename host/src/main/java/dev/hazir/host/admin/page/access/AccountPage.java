package dev.hazir.host.admin.page.access;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.security.Access;
import dev.hazir.host.security.AccessException;
import dev.hazir.host.security.Caller;
import dev.hazir.host.security.PasswordRules;
import dev.hazir.host.security.SignIns.SignIn;
import dev.hazir.host.store.DiskException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What somebody changes for himself: his password, and where he is signed in. */
final class AccountPage {

    private static final String PATH = "/admin/account";

    private final Access access;

    AccountPage(Access access) {
        this.access = access;
    }

    PageAnswer show(PageRequest request) {
        return page(request, 200, "");
    }

    PageAnswer changePassword(PageRequest request) throws DiskException {
        SignIn signIn = signIn(request);
        try {
            access.confirm(signIn, request.field("current"), request.visitor());
        } catch (AccessException e) {
            boolean wrong = e.reason() == AccessException.Reason.WRONG;
            return page(request, e.status(), wrong ? "account.wrong" : String.valueOf(e.getMessage()));
        }
        try {
            access.changePassword(signIn, request.field("password"));
        } catch (AccessException e) {
            return page(request, e.status(), String.valueOf(e.getMessage()));
        }
        return PageAnswer.to(PATH + "?changed=password");
    }

    PageAnswer endSession(PageRequest request) {
        String person = signIn(request).person();
        access.signIns()
                .endAll(other -> other.person().equals(person) && other.handle().equals(request.id()));
        return PageAnswer.to(PATH + "#sessions");
    }

    private PageAnswer page(PageRequest request, int status, String error) {
        SignIn signIn = signIn(request);
        Caller caller = Objects.requireNonNull(request.caller());
        Map<String, Object> model = new HashMap<>();
        model.put("role", caller.role().title());
        model.put("registered", access.people().find(signIn.person()).isPresent());
        model.put("mine", signIn.handle());
        model.put("shortest", PasswordRules.SHORTEST);
        model.put("error", error);
        model.put("changed", request.field("changed").equals("password"));
        model.put(
                "sessions",
                access.signIns().list().stream()
                        .filter(session -> session.person().equals(signIn.person()))
                        .toList());
        return new PageAnswer.View(status, "access/account", model, false);
    }

    private static SignIn signIn(PageRequest request) {
        return Objects.requireNonNull(request.signIn(), "pages of an account are for those who are signed in");
    }
}
