package dev.hazir.host.applet;

import dev.hazir.host.operation.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the picture of an applet that operators see. */
final class Statuses {

    private Statuses() {}

    static AppletStatus of(Installed installed, @Nullable Refused refused) {
        StoredApplet stored = installed.stored();
        Deployment live = installed.deployment();
        String state = live != null ? live.state() : stored.enabled() ? "failed" : "disabled";
        List<String> reasons =
                new ArrayList<>(installed.reasons().stream().map(Problem::what).toList());
        if (refused != null) {
            reasons.add(whatWasRefused(refused, stored, live != null) + refused.sentence());
        }
        return new AppletStatus(
                stored.id(),
                live == null ? stored.id() : live.info().name(),
                stored.version(),
                state,
                String.join(" ", reasons),
                installed.since(),
                live == null ? "" : live.info().summary().orElse(""),
                live == null ? null : live.firstRoute("icon.svg", "icon.png"),
                live == null ? null : live.firstRoute(""),
                Stream.concat(Stream.of(stored.version()), stored.earlier().stream())
                        .distinct()
                        .toList(),
                live == null
                        ? List.of()
                        : live.requires().stream().map(Requirement::applet).toList(),
                live == null ? 0 : live.inside(),
                live == null ? 0 : live.faults(),
                false);
    }

    private static String whatWasRefused(Refused refused, StoredApplet stored, boolean runs) {
        if (refused.version().equals(stored.version())) {
            return runs ? "It was not started anew: " : "It was not started: ";
        }
        return (refused.version().isEmpty() ? "A jar" : "Version " + refused.version()) + " was refused: ";
    }

    static AppletStatus of(Refused refused) {
        return new AppletStatus(
                refused.key(),
                refused.key(),
                refused.version(),
                "failed",
                Objects.requireNonNull(refused.sentence()),
                refused.since(),
                "",
                null,
                null,
                List.of(),
                List.of(),
                0,
                0,
                false);
    }
}
