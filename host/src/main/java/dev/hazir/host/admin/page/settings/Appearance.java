package dev.hazir.host.admin.page.settings;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.page.SignInCookie;
import java.time.Duration;
import java.util.Map;

/** How pages look and act in one browser; kept in cookies, so that the server writes it into every page. */
final class Appearance {

    private static final int KEPT_SECONDS = (int) Duration.ofDays(365).toSeconds();

    private Appearance() {}

    static PageAnswer show(PageRequest request) {
        return PageAnswer.view("settings/appearance", Map.of());
    }

    /** Whether single keys act. */
    static PageAnswer keys(PageRequest request) {
        boolean off = request.field("keys").equals("off");
        SignInCookie.add(
                request.servlet(),
                request.response(),
                SignInCookie.KEYS_OFF,
                off ? "1" : "",
                off ? KEPT_SECONDS : 0,
                "/admin");
        return PageAnswer.to("/admin/settings/appearance");
    }
}
