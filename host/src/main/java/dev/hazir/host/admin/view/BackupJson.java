package dev.hazir.host.admin.view;

import dev.hazir.host.backup.Backups;
import dev.hazir.host.backup.Manifest;
import java.time.Instant;
import java.util.List;

/**
 * A backup as JSON.
 *
 * @param host the version of the host that made it, empty when it cannot be read
 * @param bytes the size of its file
 * @param changing files that were written to while they were copied
 * @param problem why it cannot be read, or empty
 */
public record BackupJson(
        String name,
        Instant made,
        String by,
        String reason,
        boolean automatic,
        boolean wholeHost,
        String host,
        long bytes,
        List<Manifest.SavedApplet> applets,
        List<String> changing,
        String problem) {

    public static BackupJson of(Backups.Stored stored) {
        Manifest manifest = stored.manifest();
        return manifest == null
                ? new BackupJson(
                        stored.name(),
                        stored.modified(),
                        "",
                        "",
                        false,
                        false,
                        "",
                        stored.bytes(),
                        List.of(),
                        List.of(),
                        stored.problem())
                : new BackupJson(
                        stored.name(),
                        manifest.made(),
                        manifest.by(),
                        manifest.reason(),
                        manifest.automatic(),
                        manifest.wholeHost(),
                        manifest.host(),
                        stored.bytes(),
                        manifest.applets(),
                        manifest.changing(),
                        "");
    }
}
