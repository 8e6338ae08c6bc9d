package dev.hazir.host.admin.page.traffic;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.port.ConnectionView;
import dev.hazir.host.port.PortView;
import dev.hazir.host.port.Ports;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The named ports of all applets, each with its connections and what passes it. */
final class PortsPage {

    private static final int MOST_CONNECTIONS = 200;
    private static final Set<String> WELL = Set.of("open", "draining", "connecting");

    private final AdminSources sources;
    private final Ports ports;

    PortsPage(AdminSources sources) {
        this.sources = sources;
        this.ports = sources.traffic().ports();
    }

    PageAnswer show(PageRequest request) {
        List<PortRow> rows =
                PortRow.of(sources.ports().get(), sources.traffic().rates().look());
        return PageAnswer.view(
                "traffic/ports",
                Map.of(
                        "rows",
                        rows,
                        "troubled",
                        rows.stream()
                                .filter(row -> !WELL.contains(row.port().state()))
                                .count()));
    }

    PageAnswer one(PageRequest request) throws ApiException {
        String applet = request.parameters().get(0);
        String name = request.parameters().get(1);
        List<PortView> versions = sources.ports().get().stream()
                .filter(port -> port.applet().equals(applet) && port.name().equals(name))
                .toList();
        if (versions.isEmpty()) {
            throw missing(applet, name);
        }
        Map<String, Object> variables = new HashMap<>();
        variables.put("rows", PortRow.of(versions, sources.traffic().rates().look()));
        variables.put("port", versions.get(versions.size() - 1));
        List<ConnectionView> connections = ports.connections(applet, name).stream()
                .sorted(Comparator.comparing(ConnectionView::since).reversed())
                .toList();
        variables.put("connections", connections.subList(0, Math.min(MOST_CONNECTIONS, connections.size())));
        variables.put("more", Math.max(0, connections.size() - MOST_CONNECTIONS));
        variables.put("told", request.field("closed"));
        variables.put("gone", request.field("gone"));
        TapRow.show(ports.tapped(applet, name), request, sources.time(), variables);
        return PageAnswer.view("traffic/port", variables);
    }

    PageAnswer close(PageRequest request) throws ApiException {
        String id = request.parameters().get(2);
        boolean closed = ports.closeConnection(
                request.parameters().get(0), request.parameters().get(1), id, request.by());
        return PageAnswer.to(here(request) + (closed ? "?closed=" : "?gone=") + Paths.encoded(id));
    }

    PageAnswer tap(PageRequest request) throws ApiException {
        String applet = request.parameters().get(0);
        String name = request.parameters().get(1);
        if (!ports.tap(applet, name, request.by())) {
            throw missing(applet, name);
        }
        return PageAnswer.to(here(request) + "#tap");
    }

    PageAnswer endTap(PageRequest request) {
        ports.endTap(request.parameters().get(0), request.parameters().get(1), request.by());
        return PageAnswer.to(here(request) + "#tap");
    }

    private static String here(PageRequest request) {
        return "/admin/ports/" + Paths.encoded(request.parameters().get(0)) + "/"
                + Paths.encoded(request.parameters().get(1));
    }

    private static ApiException missing(String applet, String name) {
        return new ApiException(404, "There is no port '" + name + "' of an applet '" + applet + "' now.");
    }
}
