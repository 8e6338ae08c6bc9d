package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.UnloadJson;
import dev.hazir.host.unload.Unload;
import dev.hazir.host.unload.Unloads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The calls about old versions whose classes are held. An applet that was removed may still have some. */
final class LeakCalls {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Unloads unloads;

    LeakCalls(AdminSources sources) {
        this.unloads = sources.unloads();
    }

    ApiResponse list(ApiRequest request) {
        return ApiResponse.ok(json(unloads.held()));
    }

    ApiResponse show(ApiRequest request) throws Exception {
        return after(unloads.look(request.id()), request);
    }

    ApiResponse path(ApiRequest request) throws Exception {
        return after(unloads.search(request.id()), request);
    }

    ApiResponse mend(ApiRequest request) throws Exception {
        return after(unloads.end(request.id()), request);
    }

    private ApiResponse after(CompletableFuture<Void> act, ApiRequest request) throws Exception {
        try {
            act.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ApiException(503, "It takes longer than " + PATIENCE.toMinutes() + " min; ask again later.");
        } catch (ExecutionException e) {
            throw new ApiException(503, "It failed: " + e.getCause());
        }
        return ApiResponse.ok(json(unloads.of(request.id()).stream()
                .filter(one -> one.state() != Unload.State.CLEAN)
                .toList()));
    }

    private static List<UnloadJson> json(List<Unload> unloads) {
        return unloads.stream().map(UnloadJson::of).toList();
    }
}
