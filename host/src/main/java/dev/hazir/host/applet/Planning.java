package dev.hazir.host.applet;

import dev.hazir.applet.AppletInfo;
import dev.hazir.host.routing.Route;
import dev.hazir.host.settings.Setting;
import dev.hazir.host.topic.TopicView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares a rehearsed deployment with what runs. */
final class Planning {

    private final List<Plan.Change> changes = new ArrayList<>();

    private Planning() {}

    static Plan plan(Deployment next, @Nullable Deployment old) {
        Planning planning = new Planning();
        planning.compare("route", next, old, Planning::routes);
        planning.shadowed(next);
        planning.compare("port", next, old, Planning::ports);
        planning.compare(
                "topic",
                next,
                old,
                deployment -> deployment.declarations().topics().list().stream()
                        .map(TopicView::name)
                        .toList());
        planning.compare(
                "permission", next, old, deployment -> deployment.info().permissions());
        planning.compare(
                "setting",
                next,
                old,
                deployment -> deployment.settings().stream().map(Setting::name).toList());
        AppletInfo info = next.info();
        return new Plan(
                info.id(),
                info.name(),
                info.version(),
                old == null ? null : old.info().version(),
                List.copyOf(planning.changes));
    }

    private void compare(
            String what,
            Deployment next,
            @Nullable Deployment old,
            Function<Deployment, ? extends Iterable<String>> list) {
        Set<String> after = sorted(list.apply(next));
        Set<String> before = old == null ? Set.of() : sorted(list.apply(old));
        for (String subject : after) {
            changes.add(new Plan.Change(what, before.contains(subject) ? "kept" : "added", subject, ""));
        }
        for (String subject : before) {
            if (!after.contains(subject)) {
                changes.add(new Plan.Change(what, "removed", subject, ""));
            }
        }
    }

    private void shadowed(Deployment next) {
        List<Route> routes = next.plannedRoutes();
        for (Shadows.Shadow shadow : Shadows.in(routes)) {
            changes.add(new Plan.Change(
                    "route",
                    "shadowed",
                    describe(shadow.loser()),
                    "by " + shadow.winner().kind() + " " + shadow.winner().name()
                            + (shadow.winner().instead() ? ", on purpose" : "")));
        }
    }

    private static List<String> routes(Deployment deployment) {
        return deployment.plannedRoutes().stream().map(Planning::describe).toList();
    }

    private static List<String> ports(Deployment deployment) {
        return deployment.declarations().recordedLoop().ports().stream()
                .map(port -> port.name() + " " + port.protocol())
                .toList();
    }

    private static String describe(Route route) {
        String methods = route.methods().isEmpty()
                ? "*"
                : route.methods().stream().sorted().collect(Collectors.joining(","));
        return methods + " " + route.pattern() + " (" + route.kind() + ")";
    }

    private static Set<String> sorted(Iterable<String> items) {
        Set<String> sorted = new TreeSet<>();
        items.forEach(sorted::add);
        return sorted;
    }
}
