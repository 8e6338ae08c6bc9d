package dev.hazir.host.admin.page;

import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.WhyJson;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.unload.Unload;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Pages that only show: why the host is slow, its ports, and what an operator should mend. */
final class StatePages {

    private static final int MOST_UNLOADS = 20;

    private final AdminSources sources;

    StatePages(AdminSources sources) {
        this.sources = sources;
    }

    PageAnswer health(PageRequest request) {
        return PageAnswer.view(
                "health",
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

    PageAnswer ports(PageRequest request) {
        return PageAnswer.view("ports", Map.of("ports", sources.ports().get()));
    }

    PageAnswer problems(PageRequest request) {
        return PageAnswer.view("problems", Map.of("problems", sources.problems().get()));
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
