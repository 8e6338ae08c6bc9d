package dev.hazir.host.settings;

import org.jspecify.annotations.Nullable;

/**
 * One setting of an applet.
 *
 * @param name the record component's name
 * @param label for people
 * @param help for people, or empty
 * @param type such as {@code int} or {@code List<String>}
 * @param value as JSON would carry it; of a secret that is set, stars
 * @param source {@code default}, {@code saved} or {@code env}
 * @param standard the default
 * @param shape what values it takes
 */
public record Setting(
        String name,
        String label,
        String help,
        String type,
        @Nullable Object value,
        String source,
        boolean advanced,
        @Nullable Object standard,
        Shape shape) {}
