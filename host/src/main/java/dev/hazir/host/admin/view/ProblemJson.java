package dev.hazir.host.admin.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hazir.host.operation.Problem;
import org.jspecify.annotations.Nullable;

/** A problem as JSON. */
public record ProblemJson(
        String code,
        @Nullable String applet,
        String what,
        String why,
        @JsonProperty("do") String fix) {

    public static ProblemJson of(Problem problem) {
        return new ProblemJson(problem.code(), problem.applet(), problem.what(), problem.why(), problem.fix());
    }
}
