package dev.hazir.host.applet;

import dev.hazir.host.lifecycle.Prospect;
import dev.hazir.host.operation.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What installing or upgrading would change, found by rehearsal.
 *
 * @param applet the id
 * @param version the version that would run
 * @param replaces the version that runs now, or null
 * @param changes what is added, removed, kept or changed, in order; none when the rehearsal itself failed
 * @param open what would become of the requests, connections, websockets and sessions that are open now
 * @param restarts who would be interrupted, one sentence
 * @param warnings what an operator should know although it would run
 * @param problems why it would be refused; empty when it would not
 */
public record Plan(
        String applet,
        String name,
        String version,
        @Nullable String replaces,
        List<Change> changes,
        List<Prospect> open,
        String restarts,
        List<Problem> warnings,
        List<Problem> problems) {

    public Plan {
        changes = List.copyOf(changes);
        open = List.copyOf(open);
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
    }

    /**
     * One change.
     *
     * @param what {@code route}, {@code port}, {@code topic}, {@code requirement}, {@code permission}, {@code setting}
     * @param effect {@code added}, {@code removed}, {@code kept}, {@code changed}; of routes, of other applets too, {@code
     *     shadowed} and {@code unshadowed}
     * @param subject such as {@code GET /res/meter/next (resource, event loop)} or {@code devices tcp 127.0.0.1:7007}
     * @param note for people, or empty
     */
    public record Change(String what, String effect, String subject, String note) {}
}
