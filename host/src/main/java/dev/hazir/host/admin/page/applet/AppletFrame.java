package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.applet.ShelvedVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the pages about one applet have in common: its name, its state, and the way to the others of them. */
final class AppletFrame {

    /** The pages of an applet, in the order in which they are shown; the first has the address of the applet itself. */
    private static final List<String> TABS =
            List.of("summary", "settings", "routes", "topics", "logs", "versions", "files");

    private final AdminSources sources;

    /**
     * The way to one of the pages.
     *
     * @param key of its name in the message file
     */
    public record Tab(String href, String key, boolean current) {}

    AppletFrame(AdminSources sources) {
        this.sources = sources;
    }

    /** The applet of this id. */
    AppletStatus find(String id) throws ApiException {
        return sources.applets().find(id).orElseThrow(() -> new ApiException(404, "There is no applet '" + id + "'."));
    }

    /** A page of an applet. Its template is named like the tab. */
    PageAnswer.View view(AppletStatus applet, String tab, Map<String, ?> variables) {
        return view(200, applet, tab, variables);
    }

    PageAnswer.View view(int status, AppletStatus applet, String tab, Map<String, ?> variables) {
        Map<String, Object> all = new HashMap<>(variables);
        all.putIfAbsent("one", applet);
        all.put("tabs", tabs(applet.id(), tab));
        all.put(
                "fallback",
                sources.applets().shelf().versions(applet.id()).stream()
                        .filter(version -> !version.current())
                        .map(ShelvedVersion::version)
                        .findFirst()
                        .filter(version -> applet.state().equals("failed"))
                        .orElse(""));
        return new PageAnswer.View(status, "applet/" + tab, all, false);
    }

    private static List<Tab> tabs(String id, String current) {
        return TABS.stream()
                .map(tab -> new Tab(
                        "/admin/applets/" + id + (tab.equals(TABS.get(0)) ? "" : "/" + tab),
                        "tab." + tab,
                        tab.equals(current)))
                .toList();
    }
}
