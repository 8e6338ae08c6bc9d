package dev.hazir.host.applet;

import dev.hazir.host.routing.Absent;
import java.util.Optional;

/** What visitors are told of an applet that was stopped. Why, and who did it, is for operators. */
record Absence(Catalog catalog) {

    /** When it was stopped, or empty when the applet is not installed or should run. */
    Optional<Absent> of(String applet) {
        Installed installed = catalog.find(applet);
        if (installed == null || installed.stored().enabled()) {
            return Optional.empty();
        }
        StoredApplet.Stop stop = installed.stored().stop();
        if (stop == null) {
            return Optional.of(new Absent(false, installed.since()));
        }
        return Optional.of(new Absent(stop.by().equals(Applets.LOOP_WATCH), stop.at()));
    }
}
