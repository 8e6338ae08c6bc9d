package dev.hazir.host.applet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What installing or upgrading would change, found by rehearsal.
 *
 * @param applet the id
 * @param version the version that would run
 * @param replaces the version that runs now, or null
 * @param changes what is added, removed, kept or shadowed, in order
 */
public record Plan(
        String applet,
        String name,
        String version,
        @Nullable String replaces,
        List<Change> changes) {

    /**
     * One change.
     *
     * @param what {@code route}, {@code port}, {@code topic}, {@code permission}, {@code setting}
     * @param effect {@code added}, {@code removed}, {@code kept}, {@code changed}, {@code shadowed}
     * @param subject such as {@code GET /res/meter/next} or {@code devices 7007}
     * @param note for people, or empty
     */
    public record Change(String what, String effect, String subject, String note) {}
}
