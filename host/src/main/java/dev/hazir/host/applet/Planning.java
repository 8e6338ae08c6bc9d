package dev.hazir.host.applet;

import dev.hazir.host.guest.Trigger;
import dev.hazir.host.lifecycle.Holding;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.port.DeclaredPort;
import dev.hazir.host.port.ForeseenPort;
import dev.hazir.host.port.PortView;
import dev.hazir.host.port.Ports;
import dev.hazir.host.routing.RouteTable;
import dev.hazir.host.settings.Setting;
import dev.hazir.host.topic.TopicView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares a rehearsed deployment with what runs. */
final class Planning {

    private static final Trigger RESUMPTION = Trigger.of("resumption");

    private final AppletServices services;
    private final Deployment next;
    private final @Nullable Deployment old;
    private final List<Plan.Change> changes = new ArrayList<>();

    Planning(AppletServices services, Deployment next, @Nullable Deployment old) {
        this.services = services;
        this.next = next;
        this.old = old;
    }

    /**
     * Makes the plan.
     *
     * @param complete whether all of setup was rehearsed: what a failed one has declared says nothing
     * @param problems why it would be refused
     */
    Plan plan(boolean complete, List<Problem> problems) {
        if (complete) {
            RouteTable before = services.routes().table();
            RouteTable after = before.without(route -> old != null && route.owner() == old.owner())
                    .with(next.plannedRoutes());
            changes.addAll(RouteChanges.of(next.info().id(), before, after));
            ports();
            names(
                    "topic",
                    deployment -> deployment.declarations().topics().list().stream()
                            .map(TopicView::name)
                            .toList());
            names(
                    "requirement",
                    deployment -> deployment.requires().stream()
                            .map(Requirement::written)
                            .toList());
            names("permission", deployment -> deployment.info().permissions());
            settings();
        }
        return new Plan(
                next.info().id(),
                next.info().name(),
                next.info().version(),
                old == null ? null : old.info().version(),
                changes,
                complete ? restarts() : "",
                warnings(),
                problems);
    }

    private void names(String what, Function<Deployment, ? extends Iterable<String>> list) {
        Set<String> after = sorted(list.apply(next));
        Set<String> before = old == null ? Set.of() : sorted(list.apply(old));
        for (String subject : after) {
            add(what, before.contains(subject) ? "kept" : "added", subject, "");
        }
        for (String subject : before) {
            if (!after.contains(subject)) {
                add(what, "removed", subject, "");
            }
        }
    }

    private void ports() {
        Map<String, ForeseenPort> before = old == null ? Map.of() : foreseen(old);
        Map<String, ForeseenPort> after = foreseen(next);
        after.forEach((key, port) -> {
            ForeseenPort was = before.get(key);
            if (was == null) {
                add("port", "added", port.toString(), "");
            } else {
                boolean same = was.equals(port);
                String connections = connections(port.name(), same);
                String moved = same ? "" : "was " + was.place();
                add("port", same ? "kept" : "changed", port.toString(), joined(moved, connections));
            }
        });
        before.forEach((key, port) -> {
            if (!after.containsKey(key)) {
                add("port", "removed", port.toString(), connections(port.name(), false));
            }
        });
    }

    private Map<String, ForeseenPort> foreseen(Deployment deployment) {
        Map<String, ForeseenPort> ports = new LinkedHashMap<>();
        Ports.foresee(
                        deployment.info().id(),
                        deployment.declarations().recordedLoop().ports(),
                        services.portOverrides())
                .forEach(port -> ports.put(port.name() + " " + port.protocol(), port));
        return ports;
    }

    private String connections(String port, boolean kept) {
        long open = open(port);
        if (open == 0) {
            return "";
        }
        return counted(open, "connection")
                + (kept && resumes(port)
                        ? " can be handed over"
                        : " of " + (old == null ? "" : old.info().version())
                                + (open == 1 ? " ends with it" : " end with it"));
    }

    /** Calls guest code. */
    private boolean resumes(String port) {
        AtomicBoolean resumes = new AtomicBoolean();
        next.declarations().recordedLoop().ports().stream()
                .filter(declared -> declared.name().equals(port) && declared instanceof DeclaredPort)
                .forEach(declared ->
                        next.guest().run(RESUMPTION, () -> resumes.set(((DeclaredPort) declared).resumes())));
        return resumes.get();
    }

    private long open(String port) {
        return old == null
                ? 0
                : services.ports().list().stream()
                        .filter(view -> view.applet().equals(next.info().id())
                                && view.version().equals(old.info().version())
                                && view.name().equals(port))
                        .mapToLong(PortView::connections)
                        .sum();
    }

    private void settings() {
        Map<String, Setting> before = new TreeMap<>();
        if (old != null) {
            old.settings().forEach(setting -> before.put(setting.name(), setting));
        }
        Map<String, Setting> after = new TreeMap<>();
        next.settings().forEach(setting -> after.put(setting.name(), setting));
        after.forEach((name, setting) -> {
            Setting was = before.get(name);
            if (was == null) {
                add("setting", "added", name, setting.source() + " " + setting.value());
            } else if (!Objects.equals(was.type(), setting.type())) {
                add("setting", "changed", name, "was " + was.type() + ", is " + setting.type());
            } else if (!Objects.equals(was.value(), setting.value())) {
                add("setting", "changed", name, was.value() + " becomes " + setting.value());
            } else {
                add("setting", "kept", name, "");
            }
        });
        before.forEach((name, setting) -> {
            if (!after.containsKey(name)) {
                add("setting", "removed", name, "");
            }
        });
    }

    private String restarts() {
        if (old == null) {
            return "nobody: it is new";
        }
        List<String> parts = new ArrayList<>();
        if (old.inside() > 0) {
            parts.add(counted(old.inside(), "request"));
        }
        long connections = foreseen(old).values().stream()
                .mapToLong(port -> open(port.name()))
                .sum();
        if (connections > 0) {
            parts.add(counted(connections, "connection"));
        }
        long webSockets = old.declarations().recordedLoop().paths().holders().stream()
                .flatMap(holder -> holder.holding().stream())
                .mapToLong(Holding::count)
                .sum();
        if (webSockets > 0) {
            parts.add(counted(webSockets, "websocket"));
        }
        return parts.isEmpty()
                ? "nobody"
                : "nobody; " + old.info().version() + " finishes or hands over " + String.join(" and ", parts);
    }

    private List<Problem> warnings() {
        List<Problem> warnings = new ArrayList<>(next.warnings());
        if (next.declarations().recordedWeb().configures()) {
            warnings.add(Refusals.configuresItself(next.info()));
        }
        return warnings;
    }

    private void add(String what, String effect, String subject, String note) {
        changes.add(new Plan.Change(what, effect, subject, note));
    }

    private static String counted(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private static String joined(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + "; " + second;
    }

    private static Set<String> sorted(Iterable<String> items) {
        Set<String> sorted = new TreeSet<>();
        items.forEach(sorted::add);
        return sorted;
    }
}
