package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.rest.JarSources;
import dev.hazir.host.admin.rest.Upload;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.applet.Applets;
import dev.hazir.host.applet.Plan;
import dev.hazir.host.applet.Signature;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Installing and upgrading: jars are sent or fetched, the plan of each is shown, and only then something changes. Plans wait
 * here for some time, also when their reader goes away.
 */
final class InstallPages {

    private static final String NEEDS_APPLET = "APP-101";

    private final AdminSources sources;
    private final JarSources places;
    private final PendingJars pending;
    private final PlansOfOperations plans;

    /**
     * Something that may be installed first.
     *
     * @param key of its plan when it waits already, or empty
     * @param jar the name of its file in the folder that jars may be taken from, or empty
     */
    public record Way(String applet, String version, String key, String jar) {}

    InstallPages(AdminSources sources, PlansOfOperations plans) {
        this.sources = sources;
        this.places = new JarSources(sources.jarSources(), sources.uploads());
        this.pending = new PendingJars(sources.time());
        this.plans = plans;
    }

    PageAnswer choose(PageRequest request) throws IOException {
        return form(200, request, List.of(), "");
    }

    PageAnswer receive(PageRequest request) throws Exception {
        List<Upload> uploads;
        try {
            uploads = request.uploads();
        } catch (ApiException e) {
            return form(
                    e.status(),
                    request,
                    List.of(),
                    e.status() == 410 ? String.valueOf(e.getMessage()) : "install.nothing");
        }
        return plan(uploads, request);
    }

    /** A jar from the folder of the host that the configuration names. */
    PageAnswer fromFolder(PageRequest request) throws Exception {
        return plan(List.of(places.take(request.field("name"))), request);
    }

    /** A jar from one of the addresses that the configuration names. */
    PageAnswer fromUrl(PageRequest request) throws Exception {
        try {
            return plan(List.of(places.fetch(request.field("url").strip())), request);
        } catch (ApiException e) {
            return form(e.status(), request, List.of(), String.valueOf(e.getMessage()));
        }
    }

    PageAnswer plan(PageRequest request) throws ApiException, IOException {
        return show(200, find(request), "");
    }

    PageAnswer carryOut(PageRequest request) throws Exception {
        PendingJars.Pending one = find(request);
        if (!one.trusted() && request.filled("trust").isEmpty()) {
            return show(422, one, "plan.untrusted");
        }
        if (pending.take(one.key()).isEmpty()) {
            throw gone();
        }
        if (!one.trusted() && one.signature().state() == Signature.State.VALID) {
            sources.access()
                    .signers()
                    .remember(one.signature().fingerprint(), one.signature().signer(), request.by());
        }
        Operation operation;
        try {
            operation = sources.applets().deploy(one.upload().jar(), Applets.Intent.EITHER, request.by());
        } catch (RuntimeException e) {
            one.upload().close();
            throw e;
        }
        plans.remember(operation.number(), one.plan());
        operation.ended().thenRun(one.upload()::close);
        return OperationPages.follow(operation);
    }

    PageAnswer discard(PageRequest request) {
        pending.take(request.id()).ifPresent(one -> one.upload().close());
        return PageAnswer.to("/admin/install");
    }

    private PageAnswer plan(List<Upload> uploads, PageRequest request) throws Exception {
        List<PendingJars.Pending> kept = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Upload upload : uploads) {
            try {
                Plan plan = sources.applets().plan(upload.jar());
                Signature signature = Signature.of(upload.jar());
                boolean trusted = signature.by(sources.applets().shelf().signature(plan.applet()))
                        || signature.state() == Signature.State.VALID
                                && sources.access().signers().trusts(signature.fingerprint());
                kept.add(pending.keep(upload, plan, signature, trusted));
            } catch (RefusedException e) {
                problems.addAll(e.problems());
                upload.close();
            } catch (Exception e) {
                upload.close();
                throw e;
            }
        }
        if (!problems.isEmpty()) {
            return form(422, request, problems, "");
        }
        return PageAnswer.to(
                "/admin/install" + (kept.size() == 1 ? "/" + kept.get(0).key() : ""));
    }

    private PageAnswer form(int status, PageRequest request, List<Problem> problems, String error) throws IOException {
        Map<String, Object> model = new HashMap<>();
        model.put("problems", problems);
        model.put("error", error);
        model.put("waiting", pending.all());
        model.put("largest", Upload.LARGEST);
        model.put("folder", places.folder());
        model.put("jars", places.jars());
        model.put("urls", places.urls());
        model.put("url", request.field("url"));
        return new PageAnswer.View(status, "applet/install", model, false);
    }

    private PageAnswer show(int status, PendingJars.Pending one, String error) throws IOException {
        Map<Boolean, List<Plan.Change>> changes = one.plan().changes().stream()
                .collect(Collectors.partitioningBy(change -> change.effect().equals("kept")));
        return new PageAnswer.View(
                status,
                "applet/plan",
                Map.of(
                        "plan",
                        one.plan(),
                        "jar",
                        one,
                        "error",
                        error,
                        "ways",
                        ways(one),
                        "changes",
                        Objects.requireNonNull(changes.get(false)),
                        "kept",
                        Objects.requireNonNull(changes.get(true))),
                false);
    }

    /** Jars at hand of the applets that this one needs: to be looked at first. */
    private List<Way> ways(PendingJars.Pending one) throws IOException {
        List<String> missing = one.plan().problems().stream()
                .filter(problem -> problem.code().equals(NEEDS_APPLET))
                .map(Problem::what)
                .toList();
        if (missing.isEmpty()) {
            return List.of();
        }
        List<Way> ways = new ArrayList<>();
        pending.all().stream()
                .filter(other -> isNamed(other.plan().applet(), missing))
                .forEach(other ->
                        ways.add(new Way(other.plan().applet(), other.plan().version(), other.key(), "")));
        places.offered(sources.applets().shelf()).stream()
                .filter(offer -> isNamed(offer.applet(), missing))
                .forEach(offer -> ways.add(new Way(
                        offer.applet(),
                        offer.version(),
                        "",
                        String.valueOf(offer.jar().getFileName()))));
        return ways;
    }

    private static boolean isNamed(String applet, List<String> sentences) {
        return sentences.stream()
                .anyMatch(sentence -> sentence.contains("needs applet " + applet + " ")
                        || sentence.contains("needs applet " + applet + "."));
    }

    private PendingJars.Pending find(PageRequest request) throws ApiException {
        return pending.find(request.id()).orElseThrow(InstallPages::gone);
    }

    private static ApiException gone() {
        return new ApiException(
                404, "This jar is not kept any more: the host was restarted, or an hour has passed. Send it again.");
    }
}
