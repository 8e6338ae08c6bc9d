package dev.hazir.host.applet;

import dev.hazir.host.lifecycle.Prospect;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.port.ForeseenPort;
import dev.hazir.host.port.Ports;
import dev.hazir.host.routing.RouteTable;
import dev.hazir.host.servlet.WebApp;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares a rehearsed deployment with what runs. */
final class Planning {

    private final AppletServices services;
    private final Deployment next;
    private final @Nullable Deployment old;
    private final List<Plan.Change> changes = new ArrayList<>();
    private List<Prospect> open = List.of();

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
            open = old == null ? List.of() : prospects(old);
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
                open,
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
                String connections = connections(port.name());
                String moved = same ? "" : "was " + was.place();
                add("port", same ? "kept" : "changed", port.toString(), joined(moved, connections));
            }
        });
        before.forEach((key, port) -> {
            if (!after.containsKey(key)) {
                add("port", "removed", port.toString(), connections(port.name()));
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

    private String connections(String port) {
        return open.stream()
                .filter(one -> one.where().equals("port " + port))
                .map(one -> counted(one) + " "
                        + switch (one.fate()) {
                            case HANDED_OVER -> "can be handed over";
                            case CLOSED -> "closed";
                            case FINISHES -> "left to the version before";
                        })
                .collect(Collectors.joining(", "));
    }

    /** What would become of everything that is open now. Calls code of the rehearsed deployment. */
    private List<Prospect> prospects(Deployment live) {
        RecordedLoop loop = next.declarations().recordedLoop();
        List<Prospect> all = new ArrayList<>();
        String until = "on " + live.info().version() + ", for at most "
                + services.drainDeadline().toSeconds() + " s";
        Stream.of(services.exchanges().apply(live.owner()), live.declarations().blockingWork())
                .flatMap(holder -> holder.holding().stream())
                .forEach(held -> all.add(new Prospect(held.kind(), "", held.count(), Prospect.Fate.FINISHES, until)));
        all.addAll(live.declarations().recordedLoop().paths().prospects(next.plannedRoutes()));
        live.ports().ifPresent(ports -> all.addAll(ports.prospects(next.guest(), loop.ports(), kept(live))));
        int sessions = live.web().map(WebApp::sessionCount).orElse(0);
        if (sessions > 0) {
            all.add(new Prospect(
                    "session", "", sessions, Prospect.Fate.HANDED_OVER, "if it can be serialised; else " + until));
        }
        return List.copyOf(all);
    }

    /** The names of ports that would listen where they listen now. */
    private Set<String> kept(Deployment live) {
        Map<String, ForeseenPort> after = foreseen(next);
        return foreseen(live).entrySet().stream()
                .filter(port -> port.getValue().equals(after.get(port.getKey())))
                .map(port -> port.getValue().name())
                .collect(Collectors.toSet());
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
        String closed = all(Prospect.Fate.CLOSED);
        String over = all(Prospect.Fate.HANDED_OVER);
        String left = all(Prospect.Fate.FINISHES);
        return (closed.isEmpty() ? "nobody" : closed + " closed, to come again")
                + (over.isEmpty() ? "" : "; " + over + " handed over")
                + (left.isEmpty() ? "" : "; " + left + " left to " + old.info().version());
    }

    /** Such as {@code 2 connections and 1 websocket}. */
    private String all(Prospect.Fate fate) {
        Map<String, Long> counts = new LinkedHashMap<>();
        open.stream()
                .filter(one -> one.fate() == fate)
                .forEach(one -> counts.merge(one.kind(), one.count(), Long::sum));
        return counts.entrySet().stream()
                .map(each -> counted(each.getValue(), each.getKey()))
                .collect(Collectors.joining(" and "));
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

    private static String counted(Prospect one) {
        return counted(one.count(), one.kind());
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
