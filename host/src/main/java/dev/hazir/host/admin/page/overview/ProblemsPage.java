package dev.hazir.host.admin.page.overview;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.Snoozes;
import dev.hazir.host.operation.Snoozes.Snoozed;
import dev.hazir.host.store.DiskException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is wrong and an operator can mend, and what was put aside for a while. */
final class ProblemsPage {

    private static final String HERE = "/admin/problems";

    private final AdminSources sources;

    ProblemsPage(AdminSources sources) {
        this.sources = sources;
    }

    PageAnswer show(PageRequest request) {
        List<Problem> all = sources.problems().get();
        List<Snoozed> snoozed = sources.snoozes().snoozed(all);
        return PageAnswer.view(
                "overview/problems",
                Map.of(
                        "problems",
                        ProblemRow.of(sources.snoozes().open(all), sources),
                        "snoozed",
                        snoozed,
                        "checked",
                        sources.time().clock().instant()));
    }

    /** What each code means. */
    PageAnswer codes(PageRequest request) throws IOException {
        return PageAnswer.view("overview/codes", Map.of("codes", ProblemCode.all()));
    }

    PageAnswer snooze(PageRequest request) throws ApiException, DiskException {
        String code = request.id();
        @Nullable String applet = request.filled("applet").orElse(null);
        @Nullable
        Duration length = switch (request.field("for")) {
            case "day" -> Duration.ofDays(1);
            case "change" -> null;
            default -> throw new ApiException(400, "for: '" + request.field("for") + "' (expected: day or change)");
        };
        Problem problem = sources.problems().get().stream()
                .filter(one -> one.code().equals(code) && Objects.equals(one.applet(), applet))
                .findFirst()
                .orElseThrow(() -> new ApiException(404, "There is no problem " + code + " any more."));
        sources.access().audit().about(code + (applet == null ? "" : " of " + applet));
        snoozes().put(problem, length, request.by());
        return PageAnswer.to(HERE);
    }

    PageAnswer wake(PageRequest request) throws DiskException {
        @Nullable String applet = request.filled("applet").orElse(null);
        sources.access().audit().about(request.id() + (applet == null ? "" : " of " + applet));
        snoozes().end(request.id(), applet);
        return PageAnswer.to(HERE);
    }

    private Snoozes snoozes() {
        return sources.snoozes();
    }
}
