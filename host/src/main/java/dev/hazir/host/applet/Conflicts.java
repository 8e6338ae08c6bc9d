package dev.hazir.host.applet;

import dev.hazir.host.operation.Problem;
import dev.hazir.host.routing.PathPattern;
import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.RouteTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Finds paths that an applet claims without permission, twice, or from somebody else. */
final class Conflicts {

    private final Deployment next;
    private final List<Claim> claims;
    private final List<Problem> problems = new ArrayList<>();

    private Conflicts(Deployment next) {
        this.next = next;
        this.claims = next.claims();
    }

    static List<Problem> of(Deployment next, RouteTable table, List<String> permissions) {
        Conflicts conflicts = new Conflicts(next);
        conflicts.againstPermissions(permissions);
        conflicts.amongThemselves();
        conflicts.againstOthers(table);
        return conflicts.problems;
    }

    private void againstPermissions(List<String> permissions) {
        Prefixes own = Prefixes.of(next.info());
        for (Claim claim : claims) {
            String path = claim.pattern().toString();
            boolean inside = below(path, own.pages()) || below(path, own.resources());
            boolean granted = permissions.stream()
                    .filter(permission -> permission.startsWith("paths:"))
                    .anyMatch(permission -> below(path, permission.substring("paths:".length())));
            if (!inside && !granted) {
                problems.add(Refusals.notPermitted(next.info().id(), "the path " + path, "paths:" + path));
            }
        }
    }

    private void amongThemselves() {
        for (int i = 0; i < claims.size(); i++) {
            for (int j = i + 1; j < claims.size(); j++) {
                Claim a = claims.get(i);
                Claim b = claims.get(j);
                if (a.side() == b.side()
                        && a.pattern().sameAs(b.pattern())
                        && overlap(a.methods().get(), b.methods().get())) {
                    problems.add(Refusals.routeTaken(
                            next.info().id(),
                            a.pattern().toString(),
                            "this applet itself, as " + a.kind() + " and as " + b.kind()));
                }
            }
        }
    }

    private void againstOthers(RouteTable table) {
        List<Route> others = table.routes().stream()
                .filter(route -> !route.owner().applet().equals(next.info().id()))
                .toList();
        for (Claim claim : claims) {
            others.stream()
                    .filter(other -> clash(claim, other))
                    .findFirst()
                    .ifPresent(other -> problems.add(Refusals.routeTaken(
                            next.info().id(),
                            claim.pattern().toString(),
                            "applet " + other.owner().applet())));
        }
    }

    private static boolean clash(Claim claim, Route other) {
        PathPattern pattern = claim.pattern();
        return other.pattern().sameAs(pattern) && overlap(claim.methods().get(), other.methods());
    }

    private static boolean overlap(Set<String> a, Set<String> b) {
        return a.isEmpty() || b.isEmpty() || !Collections.disjoint(a, b);
    }

    private static boolean below(String path, String root) {
        return path.equals(root) || path.startsWith(root.endsWith("/") ? root : root + "/");
    }
}
