package dev.hazir.host.admin.page.traffic;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.view.AdminSources;
import java.util.Map;

/** The named ports of all applets. */
final class PortsPage {

    private final AdminSources sources;

    PortsPage(AdminSources sources) {
        this.sources = sources;
    }

    PageAnswer show(PageRequest request) {
        return PageAnswer.view("traffic/ports", Map.of("ports", sources.ports().get()));
    }
}
