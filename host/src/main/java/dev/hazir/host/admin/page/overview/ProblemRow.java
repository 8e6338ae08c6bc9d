package dev.hazir.host.admin.page.overview;

import dev.hazir.host.admin.page.overview.Remedies.Remedy;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.operation.Problem;
import java.util.List;
import java.util.Optional;

/**
 * A problem as pages tell it: what, why, what still works, and what can be done.
 *
 * @param now how the applet that it is about stands, as the key of a sentence, or empty
 * @param version of that applet, or empty
 */
public record ProblemRow(Problem problem, String now, String version, List<Remedy> remedies) {

    static List<ProblemRow> of(List<Problem> problems, AdminSources sources) {
        Remedies remedies = new Remedies(sources);
        return problems.stream().map(problem -> of(problem, remedies, sources)).toList();
    }

    private static ProblemRow of(Problem problem, Remedies remedies, AdminSources sources) {
        String id = problem.applet();
        Optional<AppletStatus> applet =
                id == null ? Optional.empty() : sources.applets().find(id);
        String now = applet.map(AppletStatus::state)
                .map(state -> switch (state) {
                    case "live" -> "problem.now.live";
                    case "failed" -> "problem.now.failed";
                    case "disabled" -> "problem.now.disabled";
                    default -> "";
                })
                .orElse("");
        return new ProblemRow(problem, now, applet.map(AppletStatus::version).orElse(""), remedies.of(problem));
    }
}
