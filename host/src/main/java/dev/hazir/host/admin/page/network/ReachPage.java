package dev.hazir.host.admin.page.network;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.view.ConfigDesk;
import dev.hazir.host.admin.view.NetworkDesk;
import dev.hazir.host.store.DiskException;
import dev.hazir.host.tls.TlsException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The second page of the set-up: how is the host reached? */
final class ReachPage {

    private static final String NEXT = "/admin/welcome";

    private final NetworkDesk desk;

    ReachPage(NetworkDesk desk) {
        this.desk = desk;
    }

    PageAnswer show(PageRequest request) {
        return page(request, 200, "");
    }

    PageAnswer choose(PageRequest request) throws DiskException {
        Map<String, String> changes = new LinkedHashMap<>();
        request.filled("web.hosts").ifPresent(hosts -> changes.put("web.hosts", hosts));
        try {
            switch (request.field("tls")) {
                case "make" -> {
                    desk.make(NetworkPage.names(request));
                    changes.put("tls", "on");
                }
                case "upload" -> {
                    desk.use(request.field("certificate"), request.field("key"));
                    changes.put("tls", "on");
                }
                case "proxy" ->
                    changes.put("web.proxies", request.filled("web.proxies").orElse("127.0.0.1"));
                default -> {}
            }
            desk.change(changes);
            return PageAnswer.to(NEXT);
        } catch (TlsException | ConfigDesk.RefusedChange e) {
            return page(request, 409, String.valueOf(e.getMessage()));
        }
    }

    private PageAnswer page(PageRequest request, int status, String error) {
        String chosen = request.field("tls");
        return new PageAnswer.View(
                status,
                "network/reach",
                Map.of(
                        "net",
                        desk.show(),
                        "chosen",
                        chosen.isEmpty() ? "none" : chosen,
                        "hosts",
                        request.filled("web.hosts").orElse(desk.config().inFile("web.hosts")),
                        "proxies",
                        request.filled("web.proxies").orElse("127.0.0.1"),
                        "names",
                        request.filled("names").orElse(String.join(", ", desk.suggestedNames())),
                        "error",
                        error),
                false);
    }
}
