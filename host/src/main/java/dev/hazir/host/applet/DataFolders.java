package dev.hazir.host.applet;

import dev.hazir.host.store.Disk;
import dev.hazir.host.store.DiskException;
import dev.hazir.host.store.Home;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What applets write: {@code data/<id>/files}, or {@code files-<n>} after a restore, and the HTTP sessions beside it. For any
 * thread.
 */
final class DataFolders {

    private static final Logger log = LoggerFactory.getLogger(DataFolders.class);

    private final Home home;
    private final Disk disk;

    DataFolders(Home home) {
        this.home = home;
        this.disk = home.disk();
    }

    /** The directory that belongs to the applet itself; it is made when it is missing. */
    Path files(String id, String name) throws IOException {
        return Files.createDirectories(place(id, name));
    }

    boolean hasFiles(String id, String name) {
        return Files.isDirectory(place(id, name));
    }

    /** Where the files of an applet are, or would be. */
    Path place(String id, String name) {
        return home.data(id).resolve(name);
    }

    /** Where the host keeps the applet's HTTP sessions. */
    Path sessions(String id) {
        return home.data(id).resolve("sessions");
    }

    /** Deletes all data of an applet. */
    void erase(String id) throws DiskException {
        disk.sweep(home.data(id));
    }

    /** Deletes files that no state names any more; what fails is left to the next start. */
    void sweep(String id, String name) {
        try {
            disk.sweep(place(id, name));
        } catch (DiskException e) {
            log.warn("{}; the next start tries again", e.getMessage());
        }
    }

    /**
     * Deletes files that no state names: a restore that a crash ended has left them, or one whose old files were still in
     * use.
     *
     * @param named the names of the directories that are in use, by applet
     * @param unknown applets of which nobody knows; their files are left alone
     */
    void sweepUnnamed(Map<String, String> named, Set<String> unknown) {
        try (DirectoryStream<Path> applets = Files.newDirectoryStream(home.data(""), Files::isDirectory)) {
            for (Path applet : applets) {
                String id = applet.getFileName().toString();
                if (!unknown.contains(id)) {
                    sweepUnnamed(applet, named.getOrDefault(id, StoredApplet.FILES));
                }
            }
        } catch (IOException e) {
            log.warn("{}; the next start tries again", e.toString());
        }
    }

    private void sweepUnnamed(Path applet, String named) throws IOException {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(applet, StoredApplet.FILES + "*")) {
            for (Path directory : directories) {
                String name = directory.getFileName().toString();
                if (!name.equals(named) && StoredApplet.FILES_NAME.matcher(name).matches()) {
                    disk.sweep(directory);
                }
            }
        }
    }
}
