package dev.hazir.host.admin.page.applet;

import dev.hazir.host.operation.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far an operation is: what was done, what is being done, and what is still to be done.
 *
 * @param at which step is under way, from 1; 0 when none is
 * @param waitsFor the number of the operation that runs before this one can, or 0
 */
public record Progress(List<Step> steps, int at, long waitsFor) {

    /** How a step stands. */
    public enum Standing {
        DONE("✓"),
        NOW("◌"),
        LATER("○");

        private final String symbol;

        Standing(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    /**
     * A step.
     *
     * @param detail what it found, or empty
     * @param took how long it took, or takes so far; null while it has not begun
     */
    public record Step(
            Standing standing,
            String name,
            String detail,
            @Nullable Duration took) {}

    private static final List<String> BRING_UP = List.of("rehearsed", "prepared", "switched");
    private static final List<String> DEPLOY = List.of("checked", "rehearsed", "prepared", "switched");

    /** The steps that acts of a kind go through when nothing is in their way. */
    private static final Map<String, List<String>> EXPECTED = Map.of(
            "install", DEPLOY,
            "upgrade", DEPLOY,
            "rollback", DEPLOY,
            "restart", BRING_UP,
            "enable", BRING_UP,
            "settings", BRING_UP,
            "remove", List.of("removed"));

    static Progress of(Operation.View view, List<Operation.View> all, Instant now) {
        List<Step> steps = new ArrayList<>();
        Duration spent = Duration.ZERO;
        List<String> expected = EXPECTED.getOrDefault(view.kind(), List.of());
        int next = 0;
        for (Operation.Step step : view.steps()) {
            steps.add(new Step(Standing.DONE, step.name(), step.detail(), step.took()));
            spent = spent.plus(step.took());
            next = Math.max(next, expected.indexOf(step.name()) + 1);
        }
        boolean running = view.state() == Operation.State.RUNNING;
        long before = running ? runningBefore(view, all) : 0;
        int at = running && before == 0 && next < expected.size() ? steps.size() + 1 : 0;
        if (view.state() != Operation.State.DONE) {
            Duration soFar = Duration.between(view.started(), now).minus(spent);
            for (String name : expected.subList(next, expected.size())) {
                boolean current = steps.size() + 1 == at;
                steps.add(new Step(
                        current ? Standing.NOW : Standing.LATER,
                        name,
                        "",
                        current ? (soFar.isNegative() ? Duration.ZERO : soFar) : null));
            }
        }
        return new Progress(List.copyOf(steps), at, before);
    }

    /** Acts are done one after the other. */
    private static long runningBefore(Operation.View view, List<Operation.View> all) {
        return all.stream()
                .filter(other -> other.state() == Operation.State.RUNNING && other.number() < view.number())
                .map(Operation.View::number)
                .min(Comparator.naturalOrder())
                .orElse(0L);
    }

    public long done() {
        return steps.stream().filter(step -> step.standing() == Standing.DONE).count();
    }
}
