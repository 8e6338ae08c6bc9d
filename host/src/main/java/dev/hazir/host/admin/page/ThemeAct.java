package dev.hazir.host.admin.page;

import dev.hazir.host.page.Templates;
import java.time.Duration;
import java.util.Set;

/** Light, dark, or what the system says: a cookie, so that the server writes it into every page. */
public final class ThemeAct {

    private static final int KEPT_SECONDS = (int) Duration.ofDays(365).toSeconds();
    private static final Set<String> CHOICES = Set.of("light", "dark");

    private ThemeAct() {}

    public static PageAnswer choose(PageRequest request) {
        String theme = request.field("theme");
        boolean chosen = CHOICES.contains(theme);
        SignInCookie.add(
                request.servlet(),
                request.response(),
                Templates.THEME_COOKIE,
                chosen ? theme : "",
                chosen ? KEPT_SECONDS : 0,
                "/");
        return PageAnswer.to(Words.within(request.field("next")));
    }
}
