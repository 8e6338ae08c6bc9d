package dev.hazir.host.applet;

import dev.hazir.host.backup.BackupArchive;
import dev.hazir.host.backup.BackupException;
import dev.hazir.host.backup.Manifest;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.store.Disk;
import dev.hazir.host.store.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** What a backup, all of which was checked, holds of applets. For one thread. */
final class BackupContent implements AutoCloseable {

    private final Path file;
    private final BackupArchive archive;
    private final VersionStore store;
    private final List<StoredApplet> applets = new ArrayList<>();

    private BackupContent(Path file, BackupArchive archive, VersionStore store) {
        this.file = file;
        this.archive = archive;
        this.store = store;
    }

    /**
     * Opens a backup and reads all of it.
     *
     * @param wanted the applets that are asked for, or none for all that it holds
     * @throws RefusedException when it is no backup, is damaged, does not hold what is wanted, or there is no room for it
     */
    static BackupContent open(Path file, Set<String> wanted, VersionStore store) throws IOException, RefusedException {
        BackupArchive archive;
        try {
            archive = BackupArchive.open(file);
        } catch (BackupException e) {
            throw new RefusedException(Refusals.unusableBackup(String.valueOf(e.getMessage())));
        }
        BackupContent content = new BackupContent(file, archive, store);
        try {
            content.requireRoom();
            archive.check();
            content.read(wanted);
            return content;
        } catch (BackupException e) {
            content.close();
            throw new RefusedException(Refusals.unusableBackup(String.valueOf(e.getMessage())));
        } catch (IOException | RefusedException | RuntimeException e) {
            content.close();
            throw e;
        }
    }

    Manifest manifest() {
        return archive.manifest();
    }

    /** The state of each applet that is wanted, each after what it needs. */
    List<StoredApplet> applets() {
        return applets;
    }

    /**
     * Keeps the jars that are not kept already.
     *
     * @param old what is on disk of the applet, or null
     * @throws RefusedException when a version is kept with other content
     */
    void keepJars(StoredApplet target, @Nullable StoredApplet old) throws IOException, RefusedException {
        Path work = store.work("restore");
        try {
            for (KeptVersion kept : target.versions()) {
                if (old != null
                        && old.kept(kept.version())
                                .filter(other -> !other.digest().equals(kept.digest()))
                                .isPresent()) {
                    throw new RefusedException(Refusals.keptDiffers(target.id(), kept.version()));
                }
                if (!store.intact(target.id(), kept)) {
                    Path unpacked = work.resolve(kept.version() + ".jar");
                    archive.unpack(jar(target, kept), unpacked, new Disk());
                    store.keep(AppletJar.read(unpacked));
                }
            }
        } finally {
            new Disk().sweep(work);
        }
    }

    /** Unpacks what an applet had written. */
    void unpackFiles(StoredApplet target, Path directory) throws IOException {
        archive.unpackTree(Saving.place(target.id()) + Saving.FILES, directory, store.disk());
    }

    /** Unpacks the configuration of the host, over what is there. */
    void unpackHost(Disk disk, Path root) throws IOException {
        for (String path : archive.below(Saving.HOST)) {
            disk.write(root.resolve(path.substring(Saving.HOST.length())), archive.read(path));
        }
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }

    private void requireRoom() throws RefusedException {
        long needed = Home.LEAST_ROOM + archive.bytes();
        if (store.room() < needed) {
            throw new RefusedException(Refusals.tooLittleRoom(store.place(), store.room(), needed));
        }
    }

    private void read(Set<String> wanted) throws IOException, RefusedException {
        List<String> there = archive.manifest().applets().stream()
                .map(Manifest.SavedApplet::id)
                .toList();
        List<Problem> missing = wanted.stream()
                .filter(id -> !there.contains(id))
                .map(id -> Refusals.notInBackup(id, file))
                .toList();
        if (!missing.isEmpty()) {
            throw new RefusedException(missing);
        }
        for (String id : there) {
            if (wanted.isEmpty() || wanted.contains(id)) {
                applets.add(state(id));
            }
        }
    }

    private StoredApplet state(String id) throws RefusedException, IOException {
        try {
            StoredApplet state = store.stateFrom(archive.read(Saving.place(id) + Saving.STATE));
            boolean complete = Descriptor.isId(id)
                    && state.id().equals(id)
                    && state.removed() == null
                    && state.versions().stream()
                            .allMatch(kept -> archive.manifest().entries().containsKey(jar(state, kept)));
            if (complete) {
                return state;
            }
        } catch (JacksonException e) {
            throw new RefusedException(Refusals.unusableBackup(
                    "The state of " + id + " in " + file.getFileName() + " cannot be read: " + e.getOriginalMessage()));
        }
        throw new RefusedException(
                Refusals.unusableBackup("What " + file.getFileName() + " holds of " + id + " is not complete."));
    }

    private static String jar(StoredApplet applet, KeptVersion kept) {
        return Saving.place(applet.id()) + Saving.VERSIONS + kept.version() + ".jar";
    }
}
