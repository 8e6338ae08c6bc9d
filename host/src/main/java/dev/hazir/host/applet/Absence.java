package dev.hazir.host.applet;

import dev.hazir.host.routing.Absent;
import java.util.Optional;
import java.util.Set;

/** What visitors are told of an applet that was stopped. It does not say why: that is for operators. */
record Absence(Catalog catalog) {

    /** Who asks for an operation without a name of their own. */
    private static final Set<String> DOORS = Set.of("api", "cli", "browser", "drop", "start", "demo");

    /** Who has stopped it and when, or empty when the applet is not installed or should run. */
    Optional<Absent> of(String applet) {
        Installed installed = catalog.find(applet);
        if (installed == null || installed.stored().enabled()) {
            return Optional.empty();
        }
        StoredApplet.Stop stop = installed.stored().stop();
        if (stop == null) {
            return Optional.of(new Absent("", installed.since()));
        }
        String by = stop.by().equals(Applets.LOOP_WATCH) ? Absent.HOST : DOORS.contains(stop.by()) ? "" : stop.by();
        return Optional.of(new Absent(by, stop.at()));
    }
}
