package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.ProblemJson;
import dev.hazir.host.operation.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends a REST call with a problem document (RFC 9457). */
public final class ApiException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String outcome;
    private final @Nullable Long operation;
    private final transient List<Problem> problems;

    public ApiException(int status, String detail) {
        this(status, detail, "", null, List.of());
    }

    /**
     * A problem document.
     *
     * @param outcome how the operation ended: {@code refused}, {@code failed}, {@code rolled-back}, or empty
     * @param operation the operation's number, or null
     */
    ApiException(int status, String detail, String outcome, @Nullable Long operation, List<Problem> problems) {
        super(detail);
        this.status = status;
        this.outcome = outcome;
        this.operation = operation;
        this.problems = List.copyOf(problems);
    }

    public int status() {
        return status;
    }

    public ProblemDocument document() {
        return new ProblemDocument(
                "about:blank",
                ProblemDocument.title(status),
                status,
                String.valueOf(getMessage()),
                outcome.isEmpty() ? null : outcome,
                operation,
                problems.isEmpty()
                        ? null
                        : problems.stream().map(ProblemJson::of).toList());
    }
}
