package dev.hazir.host.admin.page.traffic;

import dev.hazir.host.routing.PathPattern;
import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.RouteListing;
import dev.hazir.host.routing.RouteListing.Line;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Routes in the order in which they are asked: applet by applet, the event loop before workers, the more exact path first.
 * One that is never asked follows the one that is asked instead.
 */
final class MatchOrder {

    private static final int BUILT_IN_LAST = 1;

    private MatchOrder() {}

    static List<Line> of(List<Line> lines, List<String> builtIn) {
        Map<String, List<Line>> byApplet = new LinkedHashMap<>();
        lines.stream()
                .sorted(Comparator.comparing((Line line) -> builtIn.contains(applet(line)) ? BUILT_IN_LAST : 0)
                        .thenComparing(MatchOrder::applet)
                        .thenComparing(line -> line.route().side().word())
                        .thenComparing(line -> line.route().pattern(), PathPattern::moreExactFirst))
                .forEach(line -> byApplet.computeIfAbsent(applet(line), first -> new ArrayList<>())
                        .add(line));
        List<Line> ordered = new ArrayList<>();
        byApplet.values().forEach(ordered::addAll);
        return losersAfterWinners(ordered);
    }

    private static List<Line> losersAfterWinners(List<Line> ordered) {
        Map<Route, List<Line>> hidden = new IdentityHashMap<>();
        List<Line> left = new ArrayList<>();
        for (Line line : ordered) {
            if (shadowed(line) && !shadowedItself(line.others().get(0), ordered)) {
                hidden.computeIfAbsent(line.others().get(0), first -> new ArrayList<>())
                        .add(line);
            } else {
                left.add(line);
            }
        }
        List<Line> all = new ArrayList<>();
        for (Line line : left) {
            all.add(line);
            all.addAll(hidden.getOrDefault(line.route(), List.of()));
        }
        return all;
    }

    private static boolean shadowed(Line line) {
        return line.state() == RouteListing.State.SHADOWED;
    }

    private static boolean shadowedItself(Route route, List<Line> lines) {
        return lines.stream().anyMatch(line -> line.route() == route && shadowed(line));
    }

    private static String applet(Line line) {
        return line.route().owner().applet();
    }
}
