package dev.hazir.host.admin.page.health;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.WhyJson;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.unload.Unload;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Why the host is slow, in one sentence, and what it has noticed. */
final class HealthPage {

    private static final int MOST_UNLOADS = 20;

    private final AdminSources sources;

    HealthPage(AdminSources sources) {
        this.sources = sources;
    }

    PageAnswer show(PageRequest request) {
        return PageAnswer.view(
                "health/health",
                Map.of(
                        "why",
                        WhyJson.of(sources.watch(), sources.workers().get()),
                        "blockedNow",
                        !sources.watch().blockedNow().isEmpty(),
                        "unloads",
                        unloads(),
                        "held",
                        sources.unloads().held().size(),
                        "clean",
                        sources.unloads().clean()));
    }

    /** Those that are held, of removed applets too, then the newest of the applets that are there. */
    private List<Unload> unloads() {
        Stream<Unload> known = sources.applets().list().stream()
                .map(AppletStatus::id)
                .flatMap(id -> sources.unloads().of(id).stream());
        return Stream.concat(sources.unloads().held().stream(), known)
                .distinct()
                .sorted(Comparator.comparing((Unload one) -> one.state() != Unload.State.HELD)
                        .thenComparing(Unload::at, Comparator.reverseOrder()))
                .limit(MOST_UNLOADS)
                .toList();
    }
}
