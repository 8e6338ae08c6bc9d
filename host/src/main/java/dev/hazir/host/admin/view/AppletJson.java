package dev.hazir.host.admin.view;

import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.applet.Draining;
import dev.hazir.host.port.PortView;
import dev.hazir.host.unload.Unloads;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An applet as JSON, with its routes, its ports and what of it is draining. */
public record AppletJson(
        String id,
        String name,
        String version,
        String state,
        String reason,
        Instant since,
        String summary,
        @Nullable String icon,
        @Nullable String page,
        List<String> versions,
        List<String> requires,
        long requests,
        long faults,
        boolean bundled,
        List<RouteJson> routes,
        List<PortView> ports,
        List<Draining> draining,
        String unloaded,
        List<UnloadJson> unloads) {

    public static AppletJson of(
            AppletStatus status,
            List<RouteJson> routes,
            List<PortView> ports,
            List<Draining> draining,
            Unloads unloads) {
        return new AppletJson(
                status.id(),
                status.name(),
                status.version(),
                status.state(),
                status.reason(),
                status.since(),
                status.summary(),
                status.icon(),
                status.page(),
                status.versions(),
                status.requires(),
                status.requests(),
                status.faults(),
                status.bundled(),
                routes.stream()
                        .filter(route -> route.applet().equals(status.id()))
                        .toList(),
                ports.stream().filter(port -> port.applet().equals(status.id())).toList(),
                draining,
                unloads.summary(status.id()),
                unloads.of(status.id()).stream().map(UnloadJson::of).toList());
    }
}
