package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.OperationJson;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.applet.Plan;
import dev.hazir.host.operation.Operation;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What was done and what is being done. The page of an operation that runs is asked for again each second. */
final class OperationPages {

    private static final long PATIENCE_MILLIS = 1_500;

    private final AdminSources sources;
    private final PlansOfOperations plans;

    OperationPages(AdminSources sources, PlansOfOperations plans) {
        this.sources = sources;
        this.plans = plans;
    }

    /** Leads to an operation's page, when it has ended or goes on for longer. */
    static PageAnswer follow(Operation operation) throws InterruptedException {
        settle(operation, PATIENCE_MILLIS);
        return PageAnswer.to("/admin/operations/" + operation.number());
    }

    /** Waits for the end of an operation for so long; empty when it goes on. */
    static Optional<Operation.View> settle(Operation operation, long millis) throws InterruptedException {
        try {
            return Optional.of(operation.ended().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an operation never fails to end", e);
        }
    }

    PageAnswer list(PageRequest request) {
        return PageAnswer.view(
                "applet/operations",
                Map.of(
                        "operations",
                        sources.operations().all().stream()
                                .sorted(Comparator.comparing(view -> view.state() != Operation.State.RUNNING))
                                .map(OperationJson::of)
                                .toList()));
    }

    PageAnswer show(PageRequest request) throws ApiException {
        Operation.View view = sources.operations().view(number(request.id())).orElseThrow(() -> unknown(request.id()));
        List<Operation.View> all = sources.operations().list();
        Progress progress = Progress.of(view, all, sources.time().clock().instant());
        Optional<Plan> plan = plans.of(view.number());
        Map<String, Object> model = new HashMap<>();
        model.put("operation", OperationJson.of(view));
        model.put("progress", progress);
        model.put("plan", plan.orElse(null));
        model.put(
                "changes",
                plan.map(known -> known.changes().stream()
                                .filter(change -> !change.effect().equals("kept"))
                                .toList())
                        .orElse(List.of()));
        model.put("back", back(view));
        model.put("late", request.field("late"));
        model.put("stays", stays(view));
        return new PageAnswer.View(200, "applet/operation", model, view.state() == Operation.State.RUNNING);
    }

    /** Ends an operation without anything done, if it is in time. */
    PageAnswer cancel(PageRequest request) throws ApiException, InterruptedException {
        Operation operation = find(request.id());
        String place = "/admin/operations/" + operation.number();
        if (!operation.cancel(request.by())) {
            return PageAnswer.to(place + "?late=yes");
        }
        settle(operation, PATIENCE_MILLIS);
        return PageAnswer.to(place);
    }

    /** The version that one click goes back to after an upgrade, or empty. */
    private String back(Operation.View view) {
        if (view.state() != Operation.State.DONE || !view.kind().equals("upgrade")) {
            return "";
        }
        return sources.applets().shelf().versions(view.applet()).stream()
                .filter(version -> !version.current())
                .map(version -> version.version())
                .findFirst()
                .orElse("");
    }

    /** The version that runs now and goes on when this is cancelled; empty when nothing runs. */
    private String stays(Operation.View view) {
        return sources.applets()
                .find(view.applet())
                .filter(applet -> applet.state().equals("live"))
                .map(AppletStatus::version)
                .orElse("");
    }

    private Operation find(String number) throws ApiException {
        return sources.operations().find(number(number)).orElseThrow(() -> unknown(number));
    }

    private static long number(String number) throws ApiException {
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            throw new ApiException(404, "'" + number + "' is no number of an operation.");
        }
    }

    private static ApiException unknown(String number) {
        return new ApiException(404, "There is no operation " + number + "; old ones are forgotten.");
    }
}
