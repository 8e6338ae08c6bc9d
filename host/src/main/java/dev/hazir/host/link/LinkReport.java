package dev.hazir.host.link;

import dev.hazir.host.operation.Problem;
import java.util.List;

/**
 * What a link check has found.
 *
 * @param problems why the jar is refused; empty when it is not
 * @param warnings what an operator should know although the jar runs
 * @param states the classes, with dots, that its code hands over or takes what was handed over as, as far as they stand in
 *     the code, with {@code java.lang.Object} for others; empty when it hands nothing over
 */
public record LinkReport(List<Problem> problems, List<Problem> warnings, List<String> states) {

    public LinkReport {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        states = List.copyOf(states);
    }

    LinkReport(List<Problem> problems, List<Problem> warnings) {
        this(problems, warnings, List.of());
    }
}
