package dev.hazir.host.admin.page.backup;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.BackupJson;
import dev.hazir.host.admin.view.Download;
import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.backup.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The backups that are kept, and one of them with what it would bring back. */
public final class BackupPages {

    private final AdminSources sources;

    BackupPages(AdminSources sources) {
        this.sources = sources;
    }

    /**
     * An applet in a backup, beside what runs now.
     *
     * @param now the version that is installed, or empty
     */
    public record Beside(Manifest.SavedApplet saved, String now) {}

    PageAnswer list(PageRequest request) throws IOException {
        return list(sources, 200, "");
    }

    /** The list with a sentence on what went wrong, or empty. */
    static PageAnswer list(AdminSources sources, int status, String error) throws IOException {
        List<BackupJson> backups =
                sources.backups().list().stream().map(BackupJson::of).toList();
        List<AppletStatus> applets = sources.applets().list().stream()
                .filter(applet -> !applet.versions().isEmpty())
                .toList();
        return new PageAnswer.View(
                status,
                "backup/list",
                Map.of(
                        "backups",
                        backups,
                        "bytes",
                        backups.stream().mapToLong(BackupJson::bytes).sum(),
                        "applets",
                        applets,
                        "error",
                        error),
                false);
    }

    PageAnswer show(PageRequest request) throws ApiException {
        BackupJson backup = find(sources, request.id());
        List<Beside> applets = backup.applets().stream()
                .map(saved -> new Beside(saved, installed(saved.id())))
                .toList();
        return PageAnswer.view(
                "backup/one",
                Map.of(
                        "one",
                        backup,
                        "applets",
                        applets,
                        "nothing",
                        request.filled("chosen").isPresent()));
    }

    PageAnswer download(PageRequest request) throws ApiException, IOException {
        Path file = sources.backups().find(request.id()).orElseThrow(() -> unknown(request.id()));
        return new PageAnswer.Saved(Download.of(file));
    }

    /** The backup of this name. */
    static BackupJson find(AdminSources sources, String name) throws ApiException {
        return sources.backups().show(name).map(BackupJson::of).orElseThrow(() -> unknown(name));
    }

    private static ApiException unknown(String name) {
        return new ApiException(404, "There is no backup '" + name + "'.");
    }

    private String installed(String id) {
        Optional<AppletStatus> found =
                sources.applets().find(id).filter(applet -> !applet.versions().isEmpty());
        return found.map(AppletStatus::version).orElse("");
    }
}
