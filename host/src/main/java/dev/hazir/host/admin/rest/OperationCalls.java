package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.OperationJson;
import dev.hazir.host.operation.Operation;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The calls that follow operations and cancel them. */
final class OperationCalls {

    private static final long PATIENCE_SECONDS = 10;

    private final AdminSources sources;

    OperationCalls(AdminSources sources) {
        this.sources = sources;
    }

    ApiResponse list(ApiRequest request) {
        return ApiResponse.ok(
                sources.operations().all().stream().map(OperationJson::of).toList());
    }

    ApiResponse show(ApiRequest request) throws ApiException {
        return ApiResponse.ok(OperationJson.of(
                sources.operations().view(number(request.id())).orElseThrow(() -> unknown(request.id()))));
    }

    /** Answers when it has ended, or after a while. */
    ApiResponse cancel(ApiRequest request) throws Exception {
        Operation operation = find(request.id());
        if (!operation.cancel(request.by())) {
            throw new ApiException(409, tooLate(operation.view()), "refused", operation.number(), List.of());
        }
        try {
            return ApiResponse.ok(
                    OperationJson.of(operation.ended().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS)));
        } catch (TimeoutException e) {
            return ApiResponse.ok(OperationJson.of(operation.view()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("an operation never fails to end", e);
        }
    }

    private static String tooLate(Operation.View view) {
        return view.state() == Operation.State.RUNNING
                ? "Operation " + view.number() + " cannot be cancelled: what it does now is permanent."
                : "Operation " + view.number() + " has ended already: " + view.message();
    }

    private Operation find(String number) throws ApiException {
        return sources.operations().find(number(number)).orElseThrow(() -> unknown(number));
    }

    private static long number(String number) throws ApiException {
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            throw unknown(number);
        }
    }

    private static ApiException unknown(String number) {
        return new ApiException(404, "There is no operation '" + number + "'; old ones are forgotten.");
    }
}
