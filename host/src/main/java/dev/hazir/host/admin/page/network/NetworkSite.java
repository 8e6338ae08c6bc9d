package dev.hazir.host.admin.page.network;

import dev.hazir.host.admin.page.PageCall;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.NetworkDesk;
import dev.hazir.host.security.Role;
import java.util.List;

/** The page about how the host is reached, and the second page of its set-up. */
public final class NetworkSite {

    private NetworkSite() {}

    public static List<PageCall> calls(AdminSources sources) {
        NetworkDesk desk = new NetworkDesk(sources.network(), sources.time().clock());
        NetworkPage network = new NetworkPage(desk);
        ReachPage setup = new ReachPage(desk);
        return List.of(
                PageCall.get("/settings/network", network::show),
                PageCall.get("/settings/network/certificate", network::download),
                PageCall.grave("/settings/network", network::change),
                PageCall.grave("/settings/network/make", network::make),
                PageCall.grave("/settings/network/upload", network::use),
                PageCall.grave("/settings/network/reload", network::reload),
                PageCall.get("/setup/network", setup::show).by(Role.ADMIN),
                PageCall.grave("/setup/network", setup::choose));
    }
}
