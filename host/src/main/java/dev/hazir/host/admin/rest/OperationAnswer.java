package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.OperationJson;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.store.DiskException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Turns an operation into an answer: at once when the caller wants to follow it, otherwise when it has ended. */
final class OperationAnswer {

    /** What is wrong with the jar itself, whatever else is installed. */
    private static final Set<String> UNFIT =
            Set.of("APP-102", "APP-110", "APP-111", "APP-112", "APP-113", "APP-114", "APP-116");

    private static final long LONGEST_WAIT_SECONDS = 240;

    /** What to answer when an operation was done. */
    @FunctionalInterface
    interface Done {
        ApiResponse answer(Operation.View view) throws Exception;
    }

    private OperationAnswer() {}

    static ApiResponse of(ApiRequest request, Operation operation, Done done) throws Exception {
        if (request.async()) {
            return accepted(operation);
        }
        try {
            Operation.View view = operation.ended().toCompletableFuture().get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            return switch (view.state()) {
                case DONE -> done.answer(view);
                case REFUSED -> throw refused(view);
                default -> throw undone(view);
            };
        } catch (TimeoutException e) {
            return accepted(operation);
        } catch (ExecutionException e) {
            throw new IllegalStateException("an operation never fails to end", e);
        }
    }

    /** What a refusal is answered with: 422 when the jar will never do, 409 when something stands in its way now. */
    static ApiException refused(String detail, @Nullable Long operation, List<Problem> problems) {
        boolean unfit = problems.stream().anyMatch(problem -> UNFIT.contains(problem.code()));
        return new ApiException(unfit ? 422 : 409, detail, "refused", operation, problems);
    }

    /** What a call is answered with that the disk is in the way of. */
    static ApiException impossible(DiskException e) {
        return new ApiException(507, e.getMessage() + ".", "refused", null, List.of(Problem.of(e, null)));
    }

    private static ApiException refused(Operation.View view) {
        return refused(view.message(), view.number(), view.problems());
    }

    private static ApiException undone(Operation.View view) {
        boolean hostFailed =
                view.problems().stream().anyMatch(problem -> problem.code().startsWith("SYS-"));
        return new ApiException(
                hostFailed ? 500 : view.state() == Operation.State.CANCELLED ? 409 : 422,
                view.message(),
                OperationJson.word(view.state()),
                view.number(),
                view.problems());
    }

    private static ApiResponse accepted(Operation operation) {
        return new ApiResponse(
                202, OperationJson.of(operation.view()), "/admin/api/v1/operations/" + operation.number());
    }
}
