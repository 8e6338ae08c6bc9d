package dev.hazir.applet.loop;

import java.time.Duration;
import java.util.Optional;

/**
 * One server-sent event.
 *
 * @param data the text; it may have several lines
 * @param event the event's type; without one it is a {@code message}
 * @param id what a browser repeats when it reconnects
 * @param retry how long a browser waits before it reconnects
 */
public record ServerEvent(String data, Optional<String> event, Optional<String> id, Optional<Duration> retry) {

    public ServerEvent {
        event.ifPresent(value -> requireOneLine("event", value));
        id.ifPresent(value -> requireOneLine("id", value));
    }

    /** A plain message. */
    public static ServerEvent of(String data) {
        return new ServerEvent(data, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A message of a type. */
    public static ServerEvent of(String event, String data) {
        return new ServerEvent(data, Optional.of(event), Optional.empty(), Optional.empty());
    }

    /** The same event with an id. */
    public ServerEvent withId(String id) {
        return new ServerEvent(data, event, Optional.of(id), retry);
    }

    private static void requireOneLine(String what, String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0 || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(what + " of a server-sent event has a line break");
        }
    }
}
