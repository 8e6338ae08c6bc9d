package dev.hazir.host.admin.page.health;

import dev.hazir.host.admin.health.Memory;
import dev.hazir.host.admin.health.Sizes;
import dev.hazir.host.admin.health.ThreadDump;
import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.UnloadJson;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.unload.Unload;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks inside the process: what its threads do, and what it needs memory for. */
final class InsidePages {

    private static final int MOST_UNLOADS = 20;

    private final AdminSources sources;

    InsidePages(AdminSources sources) {
        this.sources = sources;
    }

    /**
     * A part of the memory in words.
     *
     * @param most empty when nothing limits it
     */
    public record Part(String name, String used, String most) {}

    /** What the classes of a deployment take, in words. */
    public record Loader(String deployment, int classes, String size) {}

    PageAnswer threads(PageRequest request) {
        return PageAnswer.view("health/threads", Map.of("dump", dump()));
    }

    PageAnswer threadsAsText(PageRequest request) {
        return PageAnswer.file("threads.txt", "text/plain; charset=utf-8", dump().text());
    }

    PageAnswer memory(PageRequest request) {
        Memory memory = Memory.now(sources.unloads().held());
        return PageAnswer.view(
                "health/memory",
                Map.of(
                        "parts",
                        memory.areas().stream()
                                .map(area -> new Part(
                                        area.name(),
                                        Sizes.bytes(area.used()),
                                        area.most() == 0 ? "" : Sizes.bytes(area.most())))
                                .toList(),
                        "classes",
                        memory.classes(),
                        "loaders",
                        memory.applets().stream()
                                .map(one -> new Loader(one.deployment(), one.classes(), Sizes.bytes(one.bytes())))
                                .toList(),
                        "unloads",
                        unloads(),
                        "held",
                        memory.held().size(),
                        "clean",
                        sources.unloads().clean()));
    }

    private ThreadDump dump() {
        return ThreadDump.take(
                sources.time().clock().instant(), sources.virtual().get());
    }

    /** Those that are held, of removed applets too, then the newest of the applets that are there. */
    private List<UnloadJson> unloads() {
        Stream<Unload> known = sources.applets().list().stream()
                .map(AppletStatus::id)
                .flatMap(id -> sources.unloads().of(id).stream());
        return Stream.concat(sources.unloads().held().stream(), known)
                .distinct()
                .sorted(Comparator.comparing((Unload one) -> one.state() != Unload.State.HELD)
                        .thenComparing(Unload::at, Comparator.reverseOrder()))
                .limit(MOST_UNLOADS)
                .map(UnloadJson::of)
                .toList();
    }
}
