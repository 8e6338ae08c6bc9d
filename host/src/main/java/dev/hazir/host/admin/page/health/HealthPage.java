package dev.hazir.host.admin.page.health;

import dev.hazir.host.admin.health.BlockedLine;
import dev.hazir.host.admin.health.Facts;
import dev.hazir.host.admin.health.Sizes;
import dev.hazir.host.admin.health.SlowReceiver;
import dev.hazir.host.admin.health.Verdict;
import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.front.ClientView;
import dev.hazir.host.guest.LoopState;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Why the host is slow, in one sentence, and what that rests on. */
final class HealthPage {

    private final AdminSources sources;

    HealthPage(AdminSources sources) {
        this.sources = sources;
    }

    /**
     * A number with what belongs to it. The texts are in the message file, under {@code health.tile}, {@code health.number}
     * and {@code health.sub}.
     *
     * @param number what the number's text consists of
     * @param sub what the line below it consists of
     * @param look the class of the number's colour, or empty
     */
    public record Tile(String name, List<Object> number, List<Object> sub, String look) {}

    PageAnswer show(PageRequest request) {
        Facts facts = Facts.of(sources);
        Verdict verdict = Verdict.of(facts);
        return PageAnswer.view(
                "health/health",
                Map.of(
                        "verdict",
                        verdict,
                        "tiles",
                        tiles(facts),
                        "receivers",
                        facts.receivers(),
                        "lines",
                        BlockedLine.of(facts.blockedNow(), facts.blocks())));
    }

    private List<Tile> tiles(Facts facts) {
        return List.of(loops(facts), workers(facts), answers(facts), receivers(facts), pauses(facts), memory(facts));
    }

    private static Tile loops(Facts facts) {
        int blocked = facts.blockedNow().size();
        Duration worst = facts.loops().stream()
                .map(LoopState::worst)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration lag = facts.loops().stream()
                .map(LoopState::lag)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return new Tile(
                "loops",
                List.of(blocked, Sizes.length(lag)),
                List.of(facts.loops().size(), Sizes.length(worst)),
                blocked > 0 ? "bad" : "");
    }

    private static Tile workers(Facts facts) {
        int busy = facts.workers().busy();
        int limit = facts.workers().limit();
        return new Tile("workers", List.of(busy, limit), List.of(facts.workers().queued()), busy >= limit ? "bad" : "");
    }

    private static Tile answers(Facts facts) {
        Duration oldest = facts.answers().stream()
                .map(ClientView::age)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return new Tile(
                "answers",
                List.of(facts.answers().size()),
                List.of(facts.answers().isEmpty() ? 0 : 1, Sizes.length(oldest)),
                "");
    }

    private static Tile receivers(Facts facts) {
        List<SlowReceiver> slow = facts.receivers();
        return new Tile(
                "receivers",
                List.of(slow.size()),
                slow.isEmpty()
                        ? List.of(0, "", "")
                        : List.of(1, slow.get(0).what(), Sizes.bytes(slow.get(0).unsentBytes())),
                slow.isEmpty() ? "" : "warn");
    }

    private static Tile pauses(Facts facts) {
        double pause = facts.machine().longestPause();
        return new Tile("pauses", List.of(Double.isNaN(pause) ? "–" : Sizes.roughly(pause)), List.of(), "");
    }

    private static Tile memory(Facts facts) {
        double heap = facts.machine().heap();
        long most = Math.round(facts.machine().heapMost());
        return new Tile("memory", List.of(Double.isNaN(heap) ? 0 : 1, Math.round(heap)), List.of(most), "");
    }
}
