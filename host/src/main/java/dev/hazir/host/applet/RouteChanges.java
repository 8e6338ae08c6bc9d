package dev.hazir.host.applet;

import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.RouteListing;
import dev.hazir.host.routing.RouteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What becomes of routes when one table takes the place of another: those of the applet, and of others in its way. */
final class RouteChanges {

    private final String applet;
    private final List<RouteListing.Line> before;
    private final List<RouteListing.Line> after;
    private final List<Plan.Change> changes = new ArrayList<>();

    private RouteChanges(String applet, RouteTable before, RouteTable after) {
        this.applet = applet;
        this.before = RouteListing.of(before);
        this.after = RouteListing.of(after);
    }

    static List<Plan.Change> of(String applet, RouteTable before, RouteTable after) {
        RouteChanges changes = new RouteChanges(applet, before, after);
        changes.ofApplet();
        changes.ofStates();
        return changes.changes;
    }

    private void ofApplet() {
        Map<String, List<String>> old = byPlace(before);
        Map<String, List<String>> next = byPlace(after);
        next.forEach((place, names) -> {
            List<String> gone = new ArrayList<>(old.getOrDefault(place, List.of()));
            List<String> come = new ArrayList<>();
            for (String name : names) {
                if (gone.remove(name)) {
                    add("kept", name, "");
                } else {
                    come.add(name);
                }
            }
            if (gone.size() == 1 && come.size() == 1) {
                add("changed", come.get(0), "was " + gone.get(0));
            } else {
                come.forEach(name -> add("added", name, ""));
                gone.forEach(name -> add("removed", name, ""));
            }
        });
        old.forEach((place, names) -> {
            if (!next.containsKey(place)) {
                names.forEach(name -> add("removed", name, ""));
            }
        });
    }

    /** The names of the applet's routes by path and side. */
    private Map<String, List<String>> byPlace(List<RouteListing.Line> lines) {
        Map<String, List<String>> names = new TreeMap<>();
        for (RouteListing.Line line : lines) {
            Route route = line.route();
            if (own(line)) {
                names.computeIfAbsent(route.pattern() + " " + route.side(), place -> new ArrayList<>())
                        .add(RouteListing.name(route));
            }
        }
        return names;
    }

    private void ofStates() {
        for (RouteListing.Line line : after) {
            Optional<RouteListing.Line> was = before.stream()
                    .filter(other -> same(other.route(), line.route()))
                    .findFirst();
            boolean shadowed = line.state() == RouteListing.State.SHADOWED;
            boolean wasShadowed = was.isPresent() && was.get().state() == RouteListing.State.SHADOWED;
            String of = own(line) ? "" : "of " + line.route().owner().applet();
            if (shadowed && (own(line) || !wasShadowed)) {
                add(
                        "shadowed",
                        RouteListing.name(line.route()),
                        of.isEmpty() ? line.reason() : of + ", " + line.reason());
            } else if (!shadowed && wasShadowed) {
                add("unshadowed", RouteListing.name(line.route()), of);
            }
        }
    }

    private static boolean same(Route a, Route b) {
        return a.owner().applet().equals(b.owner().applet())
                && RouteListing.name(a).equals(RouteListing.name(b))
                && a.name().equals(b.name());
    }

    private boolean own(RouteListing.Line line) {
        return line.route().owner().applet().equals(applet);
    }

    private void add(String effect, String subject, String note) {
        changes.add(new Plan.Change("route", effect, subject, note));
    }
}
