package dev.hazir.host.config;

import java.util.Arrays;
import java.util.Locale;

/** What becomes of an applet whose code keeps event loops waiting again and again. */
public enum Offence {
    /** The handler that does it runs on worker threads from then on. */
    MOVE,
    /** The applet is disabled. */
    STOP,
    /** Nothing; it is told like any other blocked loop. */
    REPORT;

    static Offence parse(String text) {
        return Arrays.stream(values())
                .filter(offence -> offence.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("move, stop or report"));
    }
}
