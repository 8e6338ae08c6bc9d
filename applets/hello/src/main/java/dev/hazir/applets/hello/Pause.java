package dev.hazir.applets.hello;

import dev.hazir.applet.loop.StatusException;
import java.time.Duration;

/** Reads how long a request asks to wait. */
final class Pause {

    private Pause() {}

    /**
     * Reads milliseconds.
     *
     * @throws StatusException (400) for anything but a whole number from 0 to the longest pause
     */
    static Duration parse(String text, Duration longest) {
        if (text.matches("\\d{1,9}")) {
            Duration pause = Duration.ofMillis(Integer.parseInt(text));
            if (pause.compareTo(longest) <= 0) {
                return pause;
            }
        }
        String given = text.length() > 20 ? text.substring(0, 20) + "…" : text;
        throw new StatusException(
                400, "ms: '" + given + "' (expected: a whole number from 0 to " + longest.toMillis() + ")");
    }
}
