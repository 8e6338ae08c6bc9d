package dev.hazir.host.admin.page.backup;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.rest.Upload;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.backup.BackupException;
import dev.hazir.host.backup.Backups;
import dev.hazir.host.operation.Operation;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What the forms on the pages of backups do. */
final class BackupActs {

    private static final String HERE = "/admin/backups/";

    private final AdminSources sources;

    BackupActs(AdminSources sources) {
        this.sources = sources;
    }

    PageAnswer make(PageRequest request) {
        Set<String> applets = request.filled("applet").map(Set::of).orElse(Set.of());
        return follow(sources.applets().backUp(applets, request.by()));
    }

    PageAnswer receive(PageRequest request) throws IOException {
        try (Upload upload = Upload.receive(request.servlet(), sources.uploads())) {
            Backups.Stored kept = sources.backups()
                    .receive(upload.jar(), String.valueOf(upload.jar().getFileName()));
            return PageAnswer.to(HERE + kept.name());
        } catch (ApiException e) {
            return BackupPages.list(sources, e.status(), "Choose a file first.");
        } catch (BackupException e) {
            return BackupPages.list(sources, 422, String.valueOf(e.getMessage()));
        }
    }

    PageAnswer delete(PageRequest request) throws ApiException, IOException {
        sources.backups().delete(BackupPages.find(sources, request.id()).name());
        return PageAnswer.to("/admin/backups");
    }

    /** Nothing is restored when no applet was chosen. */
    PageAnswer restore(PageRequest request) throws ApiException {
        String name = BackupPages.find(sources, request.id()).name();
        String[] chosen = Objects.requireNonNullElse(request.servlet().getParameterValues("applet"), new String[0]);
        if (chosen.length == 0) {
            return PageAnswer.to(HERE + name + "?chosen=none");
        }
        return follow(sources.applets()
                .restore(
                        sources.backups().find(name).orElseThrow(),
                        new LinkedHashSet<>(List.of(chosen)),
                        request.by()));
    }

    private static PageAnswer follow(Operation operation) {
        return PageAnswer.to("/admin/operations/" + operation.number());
    }
}
