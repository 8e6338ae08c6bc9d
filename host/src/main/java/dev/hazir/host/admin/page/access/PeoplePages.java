package dev.hazir.host.admin.page.access;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.security.Access;
import dev.hazir.host.security.AccessException;
import dev.hazir.host.security.PasswordRules;
import dev.hazir.host.security.Person;
import dev.hazir.host.security.Role;
import dev.hazir.host.security.SignIns.SignIn;
import dev.hazir.host.store.DiskException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** People and where they are signed in. */
final class PeoplePages {

    private static final String PATH = "/admin/settings/access";

    private final Access access;

    PeoplePages(Access access) {
        this.access = access;
    }

    PageAnswer show(PageRequest request) {
        return list(request, 200, "");
    }

    PageAnswer add(PageRequest request) throws DiskException {
        access.audit().about(request.field("name").strip());
        try {
            access.people().add(request.field("name"), role(request), request.field("password"));
            return PageAnswer.to(PATH);
        } catch (AccessException e) {
            return list(request, e.status(), String.valueOf(e.getMessage()));
        }
    }

    PageAnswer one(PageRequest request) throws ApiException {
        return page(request, 200, "");
    }

    PageAnswer changeRole(PageRequest request) throws DiskException, ApiException {
        return act(request, () -> access.changeRole(request.id(), role(request)));
    }

    PageAnswer resetPassword(PageRequest request) throws DiskException, ApiException {
        return act(request, () -> access.resetPassword(request.id(), request.field("password")));
    }

    PageAnswer remove(PageRequest request) throws DiskException, ApiException {
        return act(request, () -> access.remove(request.id()));
    }

    PageAnswer endSession(PageRequest request) {
        access.signIns().endAll(signIn -> signIn.handle().equals(request.id()));
        return PageAnswer.to(PATH + "#sessions");
    }

    private interface Act {
        void run() throws AccessException, DiskException;
    }

    private PageAnswer act(PageRequest request, Act act) throws DiskException, ApiException {
        try {
            act.run();
            return PageAnswer.to(PATH);
        } catch (AccessException e) {
            return page(request, e.status(), String.valueOf(e.getMessage()));
        }
    }

    private PageAnswer list(PageRequest request, int status, String error) {
        SignIn mine = request.signIn();
        Map<String, Object> model = new HashMap<>();
        model.put("people", access.people().list());
        model.put("fault", access.people().fault().isPresent());
        model.put("file", access.people().path());
        model.put("sessions", access.signIns().list());
        model.put("mine", mine == null ? "" : mine.handle());
        model.put("shortest", PasswordRules.SHORTEST);
        model.put("roles", List.of(Role.values()));
        model.put("name", request.field("name"));
        model.put("chosen", request.field("role"));
        model.put("error", error);
        return new PageAnswer.View(status, "access/access", model, false);
    }

    private PageAnswer page(PageRequest request, int status, String error) throws ApiException {
        Person person = access.people()
                .find(request.id())
                .orElseThrow(() -> new ApiException(404, "There is nobody called " + request.id() + "."));
        return new PageAnswer.View(
                status,
                "access/person",
                Map.of(
                        "who",
                        person,
                        "roles",
                        List.of(Role.values()),
                        "shortest",
                        PasswordRules.SHORTEST,
                        "error",
                        error),
                false);
    }

    private static Role role(PageRequest request) throws AccessException {
        return Role.of(request.field("role"))
                .orElseThrow(() -> new AccessException(AccessException.Reason.UNFIT, "Choose a role."));
    }
}
