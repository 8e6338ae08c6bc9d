package dev.hazir.host.link;

import dev.hazir.host.operation.Problem;
import java.util.List;

/**
 * What a link check has found.
 *
 * @param problems why the jar is refused; empty when it is not
 * @param warnings what an operator should know although the jar runs
 */
public record LinkReport(List<Problem> problems, List<Problem> warnings) {

    public LinkReport {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }
}
