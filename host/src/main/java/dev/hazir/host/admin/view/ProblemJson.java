package dev.hazir.host.admin.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.Snoozes;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A problem as JSON.
 *
 * @param since when it came, or null when that is not known
 * @param snoozed why it is not told to people, or null when it is
 */
public record ProblemJson(
        String code,
        @Nullable String applet,
        String what,
        String why,
        @JsonProperty("do") String fix,
        @Nullable Instant since,
        @Nullable Aside snoozed) {

    /** @param until null until it changes */
    public record Aside(@Nullable Instant until, String by, Instant since) {}

    public static ProblemJson of(Problem problem) {
        return of(problem, Optional.empty());
    }

    public static ProblemJson of(Problem problem, Optional<Snoozes.Snooze> snooze) {
        return new ProblemJson(
                problem.code(),
                problem.applet(),
                problem.what(),
                problem.why(),
                problem.fix(),
                problem.since(),
                snooze.map(one -> new Aside(one.until(), one.by(), one.since())).orElse(null));
    }
}
