package dev.hazir.host.admin.page.access;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.security.Access;
import dev.hazir.host.security.AccessException;
import dev.hazir.host.security.Caller;
import dev.hazir.host.security.OwnAccount;
import dev.hazir.host.security.PasswordRules;
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
        try {
            account(request).changePassword(request.field("current"), request.field("password"), request.visitor());
        } catch (AccessException e) {
            boolean wrong = e.reason() == AccessException.Reason.WRONG;
            return page(request, e.status(), wrong ? "account.wrong" : String.valueOf(e.getMessage()));
        }
        return PageAnswer.to(PATH + "?changed=password");
    }

    PageAnswer endSession(PageRequest request) {
        account(request).endSession(request.id());
        return PageAnswer.to(PATH + "#sessions");
    }

    private PageAnswer page(PageRequest request, int status, String error) {
        OwnAccount account = account(request);
        Caller caller = Objects.requireNonNull(request.caller());
        Map<String, Object> model = new HashMap<>();
        model.put("role", caller.role().title());
        model.put("registered", account.registered());
        model.put("mine", account.signIn().handle());
        model.put("shortest", PasswordRules.SHORTEST);
        model.put("error", error);
        model.put("changed", request.field("changed").equals("password"));
        model.put("sessions", account.sessions());
        return new PageAnswer.View(status, "access/account", model, false);
    }

    private OwnAccount account(PageRequest request) {
        return new OwnAccount(
                access,
                Objects.requireNonNull(request.signIn(), "pages of an account are for those who are signed in"));
    }
}
