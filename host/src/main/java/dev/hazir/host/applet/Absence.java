package dev.hazir.host.applet;

import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What visitors are told of an applet that an operator has stopped. It does not say why: that is for operators. */
record Absence(Catalog catalog, Clock clock) {

    private static final DateTimeFormatter SINCE = DateTimeFormatter.ofPattern("HH:mm 'on' d MMMM", Locale.ENGLISH);

    /** One sentence, or empty when the applet is not installed or should run. */
    Optional<String> sentence(String applet) {
        Installed installed = catalog.find(applet);
        return installed == null || installed.stored().enabled()
                ? Optional.empty()
                : Optional.of(
                        "It was stopped at " + SINCE.format(installed.since().atZone(clock.getZone()))
                                + " and runs again when an operator starts it.");
    }
}
