package dev.hazir.host.admin.page.access;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.view.TokenJson;
import dev.hazir.host.security.Access;
import dev.hazir.host.security.AccessException;
import dev.hazir.host.security.ApiTokens;
import dev.hazir.host.security.Role;
import dev.hazir.host.store.DiskException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Tokens of programs. A new one is shown once, on the page that answers its form. */
final class TokenPages {

    private static final String PATH = "/admin/settings/access/tokens";
    private static final List<Integer> DAYS = List.of(30, 90, 365);

    private final Access access;

    TokenPages(Access access) {
        this.access = access;
    }

    PageAnswer show(PageRequest request) {
        return page(request, 200, "", "");
    }

    PageAnswer make(PageRequest request) throws DiskException {
        String name = request.field("name").strip();
        access.audit().about(name);
        try {
            Role role = Role.of(request.field("role"))
                    .orElseThrow(() -> new AccessException(AccessException.Reason.UNFIT, "Choose a role."));
            List<String> applets = Arrays.stream(request.field("applets").split("[,\\s]+"))
                    .filter(id -> !id.isEmpty())
                    .toList();
            Duration lasts = DAYS.stream()
                    .filter(days -> days.toString().equals(request.field("days")))
                    .map(Duration::ofDays)
                    .findFirst()
                    .orElse(null);
            ApiTokens.Made made = access.tokens().make(new ApiTokens.Wish(name, role, applets, lasts), request.by());
            return page(request, 200, "", made.secret());
        } catch (AccessException e) {
            return page(request, e.status(), String.valueOf(e.getMessage()), "");
        }
    }

    PageAnswer revoke(PageRequest request) throws DiskException {
        try {
            access.tokens().revoke(request.id());
            return PageAnswer.to(PATH);
        } catch (AccessException e) {
            return page(request, e.status(), String.valueOf(e.getMessage()), "");
        }
    }

    private PageAnswer page(PageRequest request, int status, String error, String secret) {
        List<TokenJson> tokens = access.tokens().list().stream()
                .map(token -> TokenJson.of(token, access.tokens().expired(token)))
                .toList();
        return new PageAnswer.View(
                status,
                "access/tokens",
                Map.of(
                        "tokens",
                        tokens,
                        "secret",
                        secret,
                        "roles",
                        List.of(Role.values()),
                        "days",
                        DAYS,
                        "name",
                        secret.isEmpty() ? request.field("name") : "",
                        "error",
                        error),
                false);
    }
}
