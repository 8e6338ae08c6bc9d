package dev.hazir.host.admin;

import dev.hazir.host.applet.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan as JSON. */
record PlanJson(
        String applet,
        String name,
        String version,
        @Nullable String replaces,
        List<Plan.Change> changes,
        String restarts,
        List<ProblemJson> warnings,
        List<ProblemJson> problems) {

    static PlanJson of(Plan plan) {
        return new PlanJson(
                plan.applet(),
                plan.name(),
                plan.version(),
                plan.replaces(),
                plan.changes(),
                plan.restarts(),
                plan.warnings().stream().map(ProblemJson::of).toList(),
                plan.problems().stream().map(ProblemJson::of).toList());
    }
}
