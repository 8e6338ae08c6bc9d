package dev.hazir.host.operation;

import java.util.List;
import java.util.stream.Collectors;

/** An act was refused before it changed anything. Carries all the reasons. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public RefusedException(List<Problem> problems) {
        super(problems.stream().map(Problem::what).collect(Collectors.joining(" ")));
        this.problems = List.copyOf(problems);
    }

    public RefusedException(Problem problem) {
        this(List.of(problem));
    }

    public List<Problem> problems() {
        return problems;
    }
}
