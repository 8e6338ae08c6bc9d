package dev.hazir.host.link;

import dev.hazir.host.operation.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Needs that cannot be met, each told once with the places that have it. */
final class Missing {

    private static final int SHOWN = 20;
    private static final int PLACES = 3;

    private record Item(Need need, String why, Set<String> places) {}

    private final Map<String, Item> items = new LinkedHashMap<>();

    void add(Need need, String why, String place) {
        items.computeIfAbsent(need.toString(), text -> new Item(need, why, new LinkedHashSet<>()))
                .places()
                .add(place);
    }

    /** As problems of an applet: the first twenty, and how many more there are. */
    List<Problem> problems(String code, Candidate applet, String who) {
        List<Problem> problems = new ArrayList<>();
        for (Item item : first(items.values())) {
            problems.add(new Problem(
                    code,
                    applet.id(),
                    who + " needs " + item.need() + " - used in " + places(item) + ".",
                    item.why(),
                    fix(item.need().element(), applet)));
        }
        if (items.size() > SHOWN) {
            problems.add(new Problem(code, applet.id(), "And " + (items.size() - SHOWN) + " more.", "", ""));
        }
        return problems;
    }

    private static List<Item> first(Collection<Item> items) {
        return items.stream().limit(SHOWN).toList();
    }

    private static String places(Item item) {
        List<String> shown = item.places().stream().limit(PLACES).toList();
        int more = item.places().size() - shown.size();
        return String.join(", ", shown)
                + (more == 0 ? "" : " and " + more + (more == 1 ? " more place" : " more places"));
    }

    private static String fix(String className, Candidate applet) {
        String name = Shape.dotted(className);
        if (applet.shared().test(name)) {
            return name.startsWith("dev.hazir.")
                    ? "Upgrade the host, or build the applet against the applet-api of this host."
                    : "Build the applet against the version that this host shares.";
        }
        if (name.startsWith("dev.hazir.applet.netty.") || name.startsWith("io.netty.")) {
            return "Add the permission netty to its descriptor.";
        }
        return Platform.looksLike(name)
                ? "Run the host with another Java, or build the applet for Java "
                        + Runtime.version().feature() + "."
                : "Build the jar with the library that it was compiled against in lib/.";
    }
}
