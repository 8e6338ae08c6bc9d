package dev.hazir.host.settings;

import dev.hazir.host.operation.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Settings do not fit their record. Carries all problems. */
public final class SettingsException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public SettingsException(List<Problem> problems) {
        super(problems.stream().map(Problem::what).collect(Collectors.joining(" ")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
