package dev.hazir.host.settings;

import org.jspecify.annotations.Nullable;

/**
 * One setting of an applet.
 *
 * @param name the record component's name
 * @param label for people
 * @param help for people, or empty
 * @param type such as {@code int} or {@code List<String>}
 * @param value as JSON would carry it
 * @param source {@code default}, {@code saved} or {@code env}
 */
public record Setting(
        String name,
        String label,
        String help,
        String type,
        @Nullable Object value,
        String source,
        boolean advanced) {}
