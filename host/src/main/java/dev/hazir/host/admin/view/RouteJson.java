package dev.hazir.host.admin.view;

import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.RouteListing;
import dev.hazir.host.routing.RouteTable;
import java.util.List;

/** A route as JSON. */
public record RouteJson(
        String path,
        List<String> methods,
        String kind,
        String name,
        String applet,
        String version,
        String side,
        String state,
        String reason,
        boolean instead) {

    public static List<RouteJson> listing(RouteTable table) {
        return RouteListing.of(table).stream().map(RouteJson::of).toList();
    }

    private static RouteJson of(RouteListing.Line line) {
        Route route = line.route();
        return new RouteJson(
                route.pattern().toString(),
                route.methods().stream().sorted().toList(),
                route.kind(),
                route.name(),
                route.owner().applet(),
                route.owner().version(),
                route.side().word(),
                line.state().word(),
                line.reason(),
                route.instead());
    }
}
