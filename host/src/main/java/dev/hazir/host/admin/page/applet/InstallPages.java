package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.rest.Upload;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.applet.Applets;
import dev.hazir.host.applet.Plan;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Installing and upgrading: a jar is sent, its plan is shown, and only then something changes. */
final class InstallPages {

    private final AdminSources sources;
    private final PendingJars pending;

    InstallPages(AdminSources sources) {
        this.sources = sources;
        this.pending = new PendingJars(sources.time());
    }

    PageAnswer choose(PageRequest request) {
        return PageAnswer.view("applet/install", Map.of("problems", List.of()));
    }

    PageAnswer receive(PageRequest request) throws Exception {
        Upload upload;
        try {
            upload = Upload.receive(request.servlet(), sources.uploads());
        } catch (ApiException e) {
            return new PageAnswer.View(
                    e.status(), "applet/install", Map.of("problems", List.of(), "error", "install.nothing"), false);
        }
        try {
            Plan plan = sources.applets().plan(upload.jar());
            return PageAnswer.to("/admin/install/" + pending.keep(upload, plan));
        } catch (RefusedException e) {
            upload.close();
            return new PageAnswer.View(422, "applet/install", Map.of("problems", e.problems()), false);
        } catch (Exception e) {
            upload.close();
            throw e;
        }
    }

    PageAnswer plan(PageRequest request) throws ApiException {
        PendingJars.Pending one = pending.find(request.id()).orElseThrow(InstallPages::gone);
        Map<Boolean, List<Plan.Change>> changes = one.plan().changes().stream()
                .collect(Collectors.partitioningBy(change -> change.effect().equals("kept")));
        return PageAnswer.view(
                "applet/plan",
                Map.of(
                        "plan",
                        one.plan(),
                        "key",
                        request.id(),
                        "changes",
                        Objects.requireNonNull(changes.get(false)),
                        "kept",
                        Objects.requireNonNull(changes.get(true))));
    }

    PageAnswer carryOut(PageRequest request) throws Exception {
        PendingJars.Pending one = pending.take(request.id()).orElseThrow(InstallPages::gone);
        Operation operation;
        try {
            operation = sources.applets().deploy(one.upload().jar(), Applets.Intent.EITHER, request.by());
        } catch (RuntimeException e) {
            one.upload().close();
            throw e;
        }
        operation.ended().thenRun(one.upload()::close);
        return OperationPages.follow(operation);
    }

    PageAnswer discard(PageRequest request) {
        pending.take(request.id()).ifPresent(one -> one.upload().close());
        return PageAnswer.to("/admin/install");
    }

    private static ApiException gone() {
        return new ApiException(404, "This jar is not kept any more. Send it again.");
    }
}
