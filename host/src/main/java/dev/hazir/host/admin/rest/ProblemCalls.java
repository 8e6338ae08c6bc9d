package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.ProblemJson;
import dev.hazir.host.operation.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The calls about what is wrong, and what of it was put aside. */
final class ProblemCalls {

    private static final int LONGEST_DAYS = 30;

    private final AdminSources sources;

    ProblemCalls(AdminSources sources) {
        this.sources = sources;
    }

    ApiResponse list(ApiRequest request) {
        List<Problem> all = sources.problems().get();
        sources.snoozes().snoozed(all); // forgets what is over
        return ApiResponse.ok(all.stream()
                .map(problem -> ProblemJson.of(problem, sources.snoozes().of(problem)))
                .toList());
    }

    ApiResponse snooze(ApiRequest request) throws Exception {
        JsonNode body = request.json();
        String code = request.id();
        @Nullable String applet = PeopleCalls.text(body, "applet").orElse(null);
        sources.access().audit().about(code + (applet == null ? "" : " of " + applet));
        @Nullable Duration length = length(body);
        Problem problem = sources.problems().get().stream()
                .filter(one -> one.code().equals(code) && (applet == null || Objects.equals(one.applet(), applet)))
                .findFirst()
                .orElseThrow(() -> new ApiException(404, "There is no problem " + code + " now."));
        sources.snoozes().put(problem, length, request.by());
        return ApiResponse.ok(ProblemJson.of(problem, sources.snoozes().of(problem)));
    }

    ApiResponse wake(ApiRequest request) throws Exception {
        @Nullable String applet = request.query("applet").orElse(null);
        sources.access().audit().about(request.id() + (applet == null ? "" : " of " + applet));
        if (!sources.snoozes().end(request.id(), applet)) {
            throw new ApiException(404, "No problem " + request.id() + " was put aside.");
        }
        return list(request);
    }

    /** Days, or null until the problem changes. */
    private static @Nullable Duration length(JsonNode body) throws ApiException {
        JsonNode days = body.path("days");
        if (days.isMissingNode() || days.isNull()) {
            return null;
        }
        if (!days.isIntegralNumber() || days.asLong() < 1 || days.asLong() > LONGEST_DAYS) {
            throw new ApiException(
                    400, "days: " + days + " (expected: 1 to " + LONGEST_DAYS + ", or null until it changes)");
        }
        return Duration.ofDays(days.asLong());
    }
}
