package dev.hazir.host.link;

import dev.hazir.host.operation.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Classes that stand in a jar in vain: the host's are used instead, or those of another jar. */
final class Copies {

    private final Candidate applet;
    private final Jars jars;

    Copies(Candidate applet, Jars jars) {
        this.applet = applet;
        this.jars = jars;
    }

    List<Problem> warnings() {
        List<Problem> warnings = new ArrayList<>();
        for (int jar = 0; jar < jars.count(); jar++) {
            ofHost(jar, warnings);
            twice(jar, warnings);
        }
        return warnings;
    }

    private void ofHost(int jar, List<Problem> warnings) {
        TreeSet<String> packages = new TreeSet<>();
        for (String name : jars.classes(jar)) {
            if (applet.shared().test(Shape.dotted(name))) {
                packages.add(Shape.dotted(Shape.packageOf(name)));
            }
        }
        if (!packages.isEmpty()) {
            warnings.add(new Problem(
                    "APP-145",
                    applet.id(),
                    capital(jars.name(jar)) + " of " + applet.id() + " brings " + list(packages)
                            + ", which the host shares: the copy is never used.",
                    "",
                    "Leave it out of the jar (scope provided)."));
        }
    }

    private void twice(int jar, List<Problem> warnings) {
        Map<Integer, List<String>> taken = new LinkedHashMap<>();
        for (String name : jars.classes(jar)) {
            int holder = jars.holder(name);
            if (holder != jar && !applet.shared().test(Shape.dotted(name))) {
                taken.computeIfAbsent(holder, other -> new ArrayList<>()).add(Shape.dotted(name));
            }
        }
        taken.forEach((holder, names) -> warnings.add(new Problem(
                "APP-146",
                applet.id(),
                capital(jars.name(holder)) + " and " + jars.name(jar) + " of " + applet.id() + " both hold "
                        + (names.size() == 1 ? names.get(0) : names.size() + " classes such as " + names.get(0))
                        + ": those of " + jars.name(holder) + " are used.",
                "",
                "Keep one of them.")));
    }

    private static String list(TreeSet<String> packages) {
        List<String> shown = packages.stream().limit(3).toList();
        int more = packages.size() - shown.size();
        return String.join(", ", shown) + (more == 0 ? "" : " and " + more + " more packages");
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
    }
}
