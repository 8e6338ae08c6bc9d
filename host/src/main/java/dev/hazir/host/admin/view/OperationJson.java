package dev.hazir.host.admin.view;

import dev.hazir.host.operation.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An operation as JSON. */
public record OperationJson(
        long number,
        String kind,
        String applet,
        String by,
        String state,
        Instant started,
        @Nullable Instant ended,
        List<StepJson> steps,
        String message,
        String result,
        List<ProblemJson> problems,
        boolean cancellable) {

    /** A step as JSON. */
    public record StepJson(String name, String detail, long millis, long micros) {

        static StepJson of(Operation.Step step) {
            long micros = step.took().toNanos() / 1_000;
            return new StepJson(step.name(), step.detail(), micros / 1_000, micros);
        }
    }

    public static OperationJson of(Operation.View view) {
        return new OperationJson(
                view.number(),
                view.kind(),
                view.applet(),
                view.by(),
                word(view.state()),
                view.started(),
                view.ended(),
                view.steps().stream().map(StepJson::of).toList(),
                view.message(),
                view.result(),
                view.problems().stream().map(ProblemJson::of).toList(),
                view.cancellable());
    }

    /** Such as {@code rolled-back}. */
    public static String word(Operation.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
