package dev.hazir.host.admin.page.traffic;

import dev.hazir.host.admin.page.PageCall;
import dev.hazir.host.admin.view.AdminSources;
import java.util.List;

/** What passes through the host: routes, ports and topics. */
public final class TrafficSite {

    private TrafficSite() {}

    public static List<PageCall> calls(AdminSources sources) {
        RoutesPage routes = new RoutesPage(sources);
        PortsPage ports = new PortsPage(sources);
        TopicsPage topics = new TopicsPage(sources);
        return List.of(
                PageCall.get("/routes", routes::show).live(),
                PageCall.get("/ports", ports::show).live(),
                PageCall.get("/ports/{applet}/{name}", ports::one).live(),
                PageCall.get("/topics", topics::show).live(),
                PageCall.get("/topics/one", topics::one).live(),
                PageCall.post("/topics/tap", topics::tap),
                PageCall.post("/topics/tap/end", topics::endTap),
                PageCall.post("/ports/{applet}/{name}/tap", ports::tap),
                PageCall.post("/ports/{applet}/{name}/tap/end", ports::endTap),
                PageCall.post("/ports/{applet}/{name}/connections/{id}/close", ports::close));
    }
}
