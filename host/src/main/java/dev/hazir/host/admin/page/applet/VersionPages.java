package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.UnloadJson;
import dev.hazir.host.applet.About;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.applet.Shelf;
import dev.hazir.host.applet.ShelvedVersion;
import java.util.List;
import java.util.Map;

/** The versions of an applet that are kept, what is new in them, and what ran when. */
final class VersionPages {

    private final AdminSources sources;
    private final AppletFrame frame;

    /** A kept version with what its jar says is new. */
    public record Kept(ShelvedVersion version, List<Prose.Block> changelog) {}

    VersionPages(AdminSources sources, AppletFrame frame) {
        this.sources = sources;
        this.frame = frame;
    }

    PageAnswer show(PageRequest request) throws ApiException {
        AppletStatus applet = frame.find(request.id());
        Shelf shelf = sources.applets().shelf();
        List<Kept> kept = shelf.versions(applet.id()).stream()
                .map(version -> new Kept(
                        version,
                        shelf.about(applet.id(), version.version())
                                .map(About::changelog)
                                .map(Prose::of)
                                .orElse(List.of())))
                .toList();
        return frame.view(
                applet,
                "versions",
                Map.of(
                        "kept",
                        kept,
                        "earlier",
                        kept.stream()
                                .map(Kept::version)
                                .filter(version -> !version.current())
                                .mapToLong(version -> Math.max(0, version.bytes()))
                                .sum(),
                        "runs",
                        shelf.runs(applet.id()),
                        "unloads",
                        sources.unloads().of(applet.id()).stream()
                                .map(UnloadJson::of)
                                .toList()));
    }
}
