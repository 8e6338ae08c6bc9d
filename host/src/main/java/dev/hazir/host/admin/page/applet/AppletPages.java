package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.AppletJson;
import dev.hazir.host.admin.view.RouteJson;
import dev.hazir.host.applet.AppletStatus;
import java.util.List;
import java.util.Map;

/** The applets, and one applet with all that belongs to it. */
final class AppletPages {

    private final AdminSources sources;

    AppletPages(AdminSources sources) {
        this.sources = sources;
    }

    PageAnswer list(PageRequest request) {
        return PageAnswer.view(
                "applet/list", Map.of("applets", sources.applets().list()));
    }

    PageAnswer show(PageRequest request) throws ApiException {
        AppletStatus status = find(sources, request.id());
        AppletJson applet = AppletJson.of(
                status,
                RouteJson.listing(sources.routes().table(), sources.traffic()),
                sources.ports().get(),
                sources.applets().draining(status.id()),
                sources.unloads());
        List<String> earlier = applet.versions().stream()
                .filter(version -> !version.equals(applet.version()))
                .toList();
        return PageAnswer.view("applet/one", Map.of("one", applet, "earlier", earlier));
    }

    PageAnswer askRemove(PageRequest request) throws ApiException {
        return PageAnswer.view("applet/remove", Map.of("one", find(sources, request.id()), "error", ""));
    }

    /** The applet of this id. */
    static AppletStatus find(AdminSources sources, String id) throws ApiException {
        return sources.applets().find(id).orElseThrow(() -> new ApiException(404, "There is no applet '" + id + "'."));
    }
}
