package dev.hazir.host.admin.page.backup;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.rest.Upload;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.backup.BackupException;
import dev.hazir.host.operation.Operation;
import java.io.IOException;
import java.nio.file.Path;
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
        List<Upload> uploads;
        try {
            uploads = request.uploads();
        } catch (ApiException e) {
            String error = e.status() == 410 ? String.valueOf(e.getMessage()) : "Choose a file first.";
            return BackupPages.list(sources, e.status(), error);
        }
        try {
            Path file = uploads.get(0).jar();
            return PageAnswer.to(HERE
                    + sources.backups()
                            .receive(file, String.valueOf(file.getFileName()))
                            .name());
        } catch (BackupException e) {
            return BackupPages.list(sources, 422, String.valueOf(e.getMessage()));
        } finally {
            uploads.forEach(Upload::close);
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
