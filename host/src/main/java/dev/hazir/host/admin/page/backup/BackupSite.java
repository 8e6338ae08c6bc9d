package dev.hazir.host.admin.page.backup;

import dev.hazir.host.admin.page.PageCall;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.security.Role;
import java.util.List;

/** Backups: making, keeping, sending and bringing them back. What they hold is for administrators. */
public final class BackupSite {

    private BackupSite() {}

    public static List<PageCall> calls(AdminSources sources) {
        BackupPages pages = new BackupPages(sources);
        BackupActs acts = new BackupActs(sources);
        return List.of(
                PageCall.get("/backups", pages::list),
                PageCall.post("/backups", acts::make),
                PageCall.grave("/backups/upload", acts::receive),
                PageCall.get("/backups/{name}", pages::show),
                PageCall.get("/backups/{name}/file", pages::download).by(Role.ADMIN),
                PageCall.grave("/backups/{name}/delete", acts::delete),
                PageCall.grave("/backups/{name}/restore", acts::restore));
    }
}
