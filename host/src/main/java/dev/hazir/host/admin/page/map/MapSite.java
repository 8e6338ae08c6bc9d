package dev.hazir.host.admin.page.map;

import dev.hazir.host.admin.page.PageCall;
import dev.hazir.host.admin.view.AdminSources;
import java.util.List;

/** The live picture of what is connected to what. */
public final class MapSite {

    private MapSite() {}

    public static List<PageCall> calls(AdminSources sources) {
        MapPage map = new MapPage(sources);
        return List.of(
                PageCall.get("/map", map::show).live(map::figures),
                PageCall.get("/map.svg", map::svg),
                PageCall.get("/map.mmd", map::mermaid));
    }
}
