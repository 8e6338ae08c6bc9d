package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.Download;
import dev.hazir.host.admin.view.LastDay;
import dev.hazir.host.admin.view.OperationJson;
import dev.hazir.host.admin.view.VersionsJson;
import dev.hazir.host.applet.Applets;
import dev.hazir.host.guest.Faults;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.store.Folder;
import java.io.IOException;

/** The calls that see what is kept of an applet on disk: its versions and its files. */
final class KeptCalls {

    private static final int MOST_FILES = 10_000;

    private final Applets applets;
    private final Faults faults;
    private final HostTime time;

    KeptCalls(AdminSources sources) {
        this.applets = sources.applets();
        this.faults = sources.faults();
        this.time = sources.time();
    }

    ApiResponse versions(ApiRequest request) throws ApiException {
        return ApiResponse.ok(VersionsJson.of(applets.shelf(), known(request)));
    }

    ApiResponse day(ApiRequest request) throws ApiException {
        return ApiResponse.ok(
                LastDay.of(applets.shelf().runs(known(request)), time.clock().instant()));
    }

    ApiResponse deleteVersion(ApiRequest request) throws Exception {
        String id = AppletCalls.require(applets, request.id()).id();
        String version = request.parameters().get(1);
        if (applets.shelf().versions(id).stream()
                .noneMatch(kept -> kept.version().equals(version))) {
            throw new ApiException(404, "Version " + version + " of " + id + " is not kept.");
        }
        return OperationAnswer.of(
                request,
                applets.deleteVersion(id, version, request.by()),
                view -> ApiResponse.ok(OperationJson.of(view)));
    }

    ApiResponse settings(ApiRequest request) throws ApiException {
        return ApiResponse.ok(applets.shelf().settings(known(request)));
    }

    ApiResponse errors(ApiRequest request) throws ApiException {
        return ApiResponse.ok(faults.of(known(request)));
    }

    ApiResponse files(ApiRequest request) throws ApiException, IOException {
        return ApiResponse.ok(folder(request).list(MOST_FILES));
    }

    ApiResponse file(ApiRequest request) throws ApiException, IOException {
        String path = request.query("path").orElse("");
        return ApiResponse.ok(Download.of(folder(request)
                .file(path)
                .orElseThrow(() -> new ApiException(404, "There is no file '" + path + "'."))));
    }

    ApiResponse allFiles(ApiRequest request) throws ApiException {
        Folder folder = folder(request);
        return ApiResponse.ok(Download.zip(request.id() + "-files.zip", folder::zip));
    }

    private Folder folder(ApiRequest request) throws ApiException {
        return applets.shelf().files(known(request));
    }

    private String known(ApiRequest request) throws ApiException {
        return AppletCalls.find(applets, request.id()).id();
    }
}
