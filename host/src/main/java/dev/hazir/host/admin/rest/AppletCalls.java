package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.AppletJson;
import dev.hazir.host.admin.view.OperationJson;
import dev.hazir.host.admin.view.PlanJson;
import dev.hazir.host.admin.view.RouteJson;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.applet.Applets;
import dev.hazir.host.applet.Draining;
import dev.hazir.host.applet.Signature;
import dev.hazir.host.operation.Operation;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.port.PortView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The calls that see and change applets. */
final class AppletCalls {

    private static final String HERE = "/admin/api/v1/applets/";

    private final AdminSources sources;
    private final Applets applets;
    private final JarSources places;

    AppletCalls(AdminSources sources) {
        this.sources = sources;
        this.applets = sources.applets();
        this.places = new JarSources(sources.jarSources(), sources.uploads());
    }

    ApiResponse list(ApiRequest request) {
        List<RouteJson> routes = RouteJson.listing(sources.routes().table(), sources.traffic());
        List<PortView> ports = sources.ports().get();
        return ApiResponse.ok(applets.list().stream()
                .map(applet -> AppletJson.of(applet, routes, ports, applets.draining(applet.id()), sources.unloads()))
                .toList());
    }

    ApiResponse show(ApiRequest request) throws ApiException {
        return ApiResponse.ok(json(find(applets, request.id())));
    }

    ApiResponse deploy(ApiRequest request) throws Exception {
        Applets.Intent intent = Applets.Intent.valueOf(
                request.choice("intent", "either", "install", "upgrade").toUpperCase(Locale.ROOT));
        Upload upload = jar(request);
        Operation operation;
        try {
            operation = applets.deploy(upload.jar(), intent, request.by());
        } catch (RuntimeException e) {
            upload.close();
            throw e;
        }
        operation.ended().thenRun(upload::close);
        return OperationAnswer.of(request, operation, this::deployed);
    }

    ApiResponse plan(ApiRequest request) throws Exception {
        try (Upload upload = jar(request)) {
            return ApiResponse.ok(PlanJson.of(
                    applets.plan(upload.jar()),
                    PlanJson.JarJson.of(upload.bytes(), upload.digest(), Signature.of(upload.jar()))));
        } catch (RefusedException e) {
            throw OperationAnswer.refused(String.valueOf(e.getMessage()), null, e.problems());
        }
    }

    ApiResponse remove(ApiRequest request) throws Exception {
        Applets.DataFate fate = Applets.DataFate.valueOf(
                request.choice("data", "keep", "erase", "export").toUpperCase(Locale.ROOT));
        require(applets, request.id());
        return OperationAnswer.of(
                request,
                applets.remove(request.id(), fate, request.by()),
                view -> ApiResponse.ok(OperationJson.of(view)));
    }

    ApiResponse enable(ApiRequest request) throws Exception {
        require(applets, request.id());
        return changed(request, applets.enable(request.id(), request.by()));
    }

    ApiResponse disable(ApiRequest request) throws Exception {
        require(applets, request.id());
        return changed(request, applets.disable(request.id(), request.by()));
    }

    ApiResponse restart(ApiRequest request) throws Exception {
        require(applets, request.id());
        return changed(request, applets.restart(request.id(), request.by()));
    }

    /** What the draining deployments of an applet still hold; also of one that was removed. */
    ApiResponse drain(ApiRequest request) throws ApiException {
        List<Draining> draining = applets.draining(request.id());
        if (draining.isEmpty()) {
            find(applets, request.id());
        }
        return ApiResponse.ok(draining);
    }

    /** Answers what they held: it is on its way out when the answer is read. */
    ApiResponse endDrain(ApiRequest request) throws Exception {
        List<Draining> told = applets.draining(request.id());
        if (told.isEmpty()) {
            require(applets, request.id());
        }
        return OperationAnswer.of(request, applets.endDrain(request.id(), request.by()), view -> ApiResponse.ok(told));
    }

    ApiResponse rollback(ApiRequest request) throws Exception {
        JsonNode version = request.json().path("version");
        if (!version.isMissingNode() && !version.isNull() && !version.isString()) {
            throw new ApiException(400, "version: " + version + " (expected: a string such as \"1.4.0\")");
        }
        require(applets, request.id());
        Optional<String> wanted = version.isString() ? Optional.of(version.asString()) : Optional.empty();
        return changed(request, applets.rollback(request.id(), wanted, request.by()));
    }

    /** The applet of this id, to look at. */
    static AppletStatus find(Applets applets, String id) throws ApiException {
        return applets.find(id).orElseThrow(() -> new ApiException(404, unknown(id)));
    }

    private static String unknown(String id) {
        return "There is no applet '" + id + "'. See which there are: hazir list";
    }

    /** The applet of this id, to do something with it. */
    static AppletStatus require(Applets applets, String id) throws ApiException {
        return applets.find(id).orElseThrow(() -> new ApiException(404, unknown(id), "refused", null, List.of()));
    }

    /** The jar that comes with a call, or that it names: by an address, or as a file of the folder of the configuration. */
    private Upload jar(ApiRequest request) throws Exception {
        if (!request.sendsJson()) {
            return Upload.receive(request.servlet(), sources.uploads());
        }
        JsonNode body = request.json();
        Optional<String> url = PeopleCalls.text(body, "url");
        Optional<String> file = PeopleCalls.text(body, "file");
        if (url.isPresent() == file.isPresent()) {
            throw new ApiException(
                    400, "Name the jar by 'url', or by 'file' when it lies in the folder that jars may be taken from.");
        }
        String named = url.or(() -> file).orElseThrow().strip();
        sources.access().audit().about(named);
        return url.isPresent() ? places.fetch(named) : places.take(named);
    }

    private ApiResponse changed(ApiRequest request, Operation operation) throws Exception {
        return OperationAnswer.of(request, operation, view -> ApiResponse.ok(json(require(applets, request.id()))));
    }

    private ApiResponse deployed(Operation.View view) throws ApiException {
        AppletJson applet = json(require(applets, view.applet()));
        return view.kind().equals("install")
                ? new ApiResponse(201, applet, HERE + view.applet())
                : ApiResponse.ok(applet);
    }

    private AppletJson json(AppletStatus applet) {
        return AppletJson.of(
                applet,
                RouteJson.listing(sources.routes().table(), sources.traffic()),
                sources.ports().get(),
                applets.draining(applet.id()),
                sources.unloads());
    }
}
