package dev.hazir.host.admin.view;

import dev.hazir.host.metrics.LastHour;
import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.RouteListing;
import dev.hazir.host.routing.RouteTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route as JSON.
 *
 * @param thread {@code event loop} or {@code worker}: what runs its code now
 * @param lastHour how many requests it has answered in the last hour, or since its version runs
 * @param p95Millis which 95 of 100 of them took at most, or null
 * @param open how many connections it holds, such as websockets, or null
 */
public record RouteJson(
        String path,
        List<String> methods,
        String kind,
        String name,
        String applet,
        String version,
        String side,
        String thread,
        String state,
        String reason,
        boolean instead,
        long lastHour,
        @Nullable Double p95Millis,
        @Nullable Long open) {

    public static List<RouteJson> listing(RouteTable table, TrafficSources traffic) {
        return RouteListing.of(table).stream().map(line -> of(line, traffic)).toList();
    }

    public static RouteJson of(RouteListing.Line line, TrafficSources traffic) {
        Route route = line.route();
        LastHour.Summary hour = traffic.lastHour(route);
        long open = route.endpoint().open();
        return new RouteJson(
                route.pattern().toString(),
                route.methods().stream().sorted().toList(),
                route.kind(),
                route.name(),
                route.owner().applet(),
                route.owner().version(),
                route.side().word(),
                ExplanationJson.threadOf(route),
                line.state().word(),
                line.reason(),
                route.instead(),
                hour.count(),
                hour.p95() == null ? null : hour.p95().toNanos() / 10_000 / 100.0,
                open < 0 ? null : open);
    }
}
