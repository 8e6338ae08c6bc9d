package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.BackupJson;
import dev.hazir.host.admin.view.Download;
import dev.hazir.host.admin.view.OperationJson;
import dev.hazir.host.backup.BackupException;
import dev.hazir.host.backup.Backups;
import dev.hazir.host.operation.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The calls that make, show, take in and restore backups. */
final class BackupCalls {

    private static final String HERE = "/admin/api/v1/backups/";

    private final AdminSources sources;
    private final Backups backups;

    BackupCalls(AdminSources sources) {
        this.sources = sources;
        this.backups = sources.backups();
    }

    ApiResponse list(ApiRequest request) throws IOException {
        return ApiResponse.ok(backups.list().stream().map(BackupJson::of).toList());
    }

    ApiResponse show(ApiRequest request) throws ApiException {
        return ApiResponse.ok(BackupJson.of(find(request.id())));
    }

    ApiResponse make(ApiRequest request) throws Exception {
        Operation operation = sources.applets().backUp(applets(request), request.by());
        return OperationAnswer.of(request, operation, view -> made(find(view.result())));
    }

    ApiResponse receive(ApiRequest request) throws Exception {
        try (Upload upload = Upload.receive(request.servlet(), sources.uploads())) {
            return made(
                    backups.receive(upload.jar(), String.valueOf(upload.jar().getFileName())));
        } catch (BackupException e) {
            throw new ApiException(422, String.valueOf(e.getMessage()));
        }
    }

    ApiResponse download(ApiRequest request) throws ApiException, IOException {
        return ApiResponse.ok(Download.of(file(request.id())));
    }

    ApiResponse delete(ApiRequest request) throws Exception {
        Backups.Stored gone = find(request.id());
        backups.delete(gone.name());
        return ApiResponse.ok(BackupJson.of(gone));
    }

    ApiResponse restore(ApiRequest request) throws Exception {
        Operation operation = sources.applets().restore(file(request.id()), applets(request), request.by());
        return OperationAnswer.of(request, operation, view -> ApiResponse.ok(OperationJson.of(view)));
    }

    private static ApiResponse made(Backups.Stored backup) {
        return new ApiResponse(201, BackupJson.of(backup), HERE + backup.name());
    }

    private Path file(String name) throws ApiException {
        return backups.find(name).orElseThrow(() -> unknown(name));
    }

    private Backups.Stored find(String name) throws ApiException {
        return backups.show(name).orElseThrow(() -> unknown(name));
    }

    private static ApiException unknown(String name) {
        return new ApiException(404, "There is no backup '" + name + "'. See which there are: hazir backups");
    }

    private static Set<String> applets(ApiRequest request) throws IOException, ApiException {
        JsonNode applets = request.json().path("applets");
        Set<String> ids = new LinkedHashSet<>();
        if (!applets.isMissingNode() && !applets.isNull() && !applets.isArray()) {
            throw new ApiException(400, "applets: " + applets + " (expected: a list of ids such as [\"meter\"])");
        }
        for (JsonNode id : applets) {
            if (!id.isString()) {
                throw new ApiException(400, "applets: " + id + " (expected: an id such as \"meter\")");
            }
            ids.add(id.asString());
        }
        return ids;
    }
}
