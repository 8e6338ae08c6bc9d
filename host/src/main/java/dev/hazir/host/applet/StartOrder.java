package dev.hazir.host.applet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** In which order installed applets start: each after what it needs, otherwise by id. */
final class StartOrder {

    private final Map<String, StoredApplet> applets;
    private final Map<String, List<String>> needs;
    private final Set<String> begun = new LinkedHashSet<>();
    private final List<StoredApplet> order = new ArrayList<>();

    private StartOrder(Map<String, StoredApplet> applets, Map<String, List<String>> needs) {
        this.applets = applets;
        this.needs = needs;
    }

    static List<StoredApplet> of(List<StoredApplet> installed, VersionStore store) {
        Map<String, StoredApplet> applets =
                installed.stream().collect(Collectors.toMap(StoredApplet::id, Function.identity()));
        Map<String, List<String>> needs =
                applets.values().stream().collect(Collectors.toMap(StoredApplet::id, applet -> needs(store, applet)));
        StartOrder start = new StartOrder(applets, needs);
        applets.values().stream().sorted(Comparator.comparing(StoredApplet::id)).forEach(start::visit);
        return start.order;
    }

    /** Applets that need each other in a circle start in the order they are met. */
    private void visit(StoredApplet applet) {
        if (!begun.add(applet.id())) {
            return;
        }
        for (String need : needs.getOrDefault(applet.id(), List.of())) {
            StoredApplet other = applets.get(need);
            if (other != null) {
                visit(other);
            }
        }
        order.add(applet);
    }

    private static List<String> needs(VersionStore store, StoredApplet applet) {
        Descriptor descriptor =
                AppletJar.glance(store.jar(applet.id(), applet.version())).descriptor();
        return descriptor == null
                ? List.of()
                : descriptor.requires().stream().map(Requirement::applet).toList();
    }
}
