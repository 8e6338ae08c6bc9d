package dev.hazir.host.admin;

import dev.hazir.applet.loop.Reply;
import dev.hazir.applet.loop.Request;
import dev.hazir.host.applet.About;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.page.Templates;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the root: the applets, for people who want to use them and not to operate the host. The configuration may
 * put the pages of operators or one applet there instead.
 */
final class HomePage {

    private static final String OWN = "host";
    private static final String LIVE = "live";
    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:;"
            + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final HealthSources sources;
    private final Templates templates = new Templates(HomePage.class.getClassLoader(), "dev/hazir/host/admin/home/");

    /**
     * An applet as its users see it.
     *
     * @param initial stands for the icon of one that has none
     * @param page where it is used, or null while it is not
     * @param help where it is explained, or null
     */
    public record Entry(
            String name,
            String summary,
            String initial,
            @Nullable String icon,
            @Nullable String page,
            @Nullable String help) {}

    HomePage(HealthSources sources) {
        this.sources = sources;
    }

    /** On a worker. */
    Reply show(Request request) {
        String start = sources.startPage();
        String operators = sources.operators().origin(request.authority());
        if (start.equals("admin")) {
            return Reply.redirect(operators + "/admin/");
        }
        Optional<AppletStatus> chosen = sources.applets().find(start);
        if (chosen.isPresent()) {
            String page = chosen.get().page();
            return Reply.redirect(page == null ? "/apps/" + start + "/" : page);
        }
        byte[] page = templates.render(
                "home",
                Map.of(
                        "entries",
                        entries(),
                        "missing",
                        start.equals(OWN) ? "" : start,
                        "operators",
                        operators,
                        "theme",
                        Templates.theme(request.headers("cookie"))),
                Locale.ENGLISH);
        return Reply.bytes(page, "text/html; charset=utf-8")
                .withHeader("content-security-policy", POLICY)
                .withHeader("x-content-type-options", "nosniff")
                .withHeader("referrer-policy", "same-origin");
    }

    private List<Entry> entries() {
        return sources.applets().list().stream()
                .filter(applet -> !applet.versions().isEmpty())
                .flatMap(applet -> entry(applet).stream())
                .toList();
    }

    /** Empty for an applet that does not want to be here, or has nothing to open. */
    private Optional<Entry> entry(AppletStatus applet) {
        Optional<About> about = sources.applets().shelf().about(applet.id());
        boolean live = applet.state().equals(LIVE);
        if (live && applet.page() == null || !about.map(About::onHome).orElse(true)) {
            return Optional.empty();
        }
        String name = about.map(About::name).orElse(applet.name());
        return Optional.of(new Entry(
                name,
                about.map(About::summary).orElse(applet.summary()),
                name.substring(0, name.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT),
                applet.icon(),
                live ? applet.page() : null,
                live ? about.flatMap(text -> text.help(applet.id())).orElse(null) : null));
    }
}
