package dev.hazir.host.applet;

import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.store.Disk;
import dev.hazir.host.store.DiskException;
import dev.hazir.host.store.Folder;
import dev.hazir.host.store.Home;
import dev.hazir.host.store.Records;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The installed applets on disk: their jars, which version runs, their settings. An act prepares what it needs, replaces
 * the state of its applet, which is one rename, and then takes away what the new state does not name: a crash leaves the
 * old state or the new one, and the next start takes away the rest. Used by the operator thread alone, except where said.
 */
final class VersionStore {

    private static final Logger log = LoggerFactory.getLogger(VersionStore.class);
    private static final String STATE = "state.json";

    /**
     * What is on disk.
     *
     * @param installed the applets that are installed
     * @param unreadable what is wrong with those whose state cannot be read, by id; they are left alone
     */
    record Content(List<StoredApplet> installed, Map<String, Problem> unreadable) {}

    private final Home home;
    private final Disk disk;
    private final DataFolders data;
    private final int keep;
    private final Map<String, StoredApplet> removed = new ConcurrentHashMap<>();
    private long lastChange;

    /**
     * A store.
     *
     * @param keep how many earlier versions stay
     */
    VersionStore(Home home, int keep) {
        this.home = home;
        this.disk = home.disk();
        this.data = new DataFolders(home);
        this.keep = keep;
    }

    int keep() {
        return keep;
    }

    /** Where the versions are kept. */
    Path place() {
        return home.versions();
    }

    /** How many bytes may still be written there. */
    long room() {
        return home.room();
    }

    /** Reads what is there and takes away what no state names. */
    Content open() throws IOException {
        Content found = new Content(new ArrayList<>(), new HashMap<>());
        removed.clear();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(home.versions(), Files::isDirectory)) {
            for (Path folder : folders) {
                open(folder, found);
            }
        } catch (IOException e) {
            throw new DiskException(home.versions(), "read", e);
        }
        Map<String, String> named = new HashMap<>();
        Stream.concat(found.installed().stream(), removed.values().stream())
                .forEach(applet -> named.put(applet.id(), applet.files()));
        data.sweepUnnamed(named, found.unreadable().keySet());
        return found;
    }

    private void open(Path folder, Content found) {
        Path state = folder.resolve(STATE);
        String id = folder.getFileName().toString();
        try {
            if (!Files.exists(state)) {
                disk.sweep(folder);
                return;
            }
            StoredApplet applet = Records.read(Files.readAllBytes(state), StoredApplet.class);
            lastChange = Math.max(lastChange, applet.change());
            if (applet.removed() == null) {
                found.installed().add(applet);
                prune(applet);
            } else {
                removed.put(applet.id(), applet);
            }
        } catch (JacksonException e) {
            log.error("{} cannot be read and is left alone: {}", state, e.getMessage());
            found.unreadable().put(id, Refusals.unreadableState(id, state, e.getOriginalMessage()));
        } catch (IOException e) {
            log.error("{}", e.toString());
            if (found.installed().stream().noneMatch(applet -> applet.id().equals(id))) {
                found.unreadable().put(id, Refusals.unreadableState(id, state, String.valueOf(e.getMessage())));
            }
        }
    }

    Path jar(String id, String version) {
        return folder(id).resolve(version + ".jar");
    }

    /** Whether the jar of a kept version is as it was installed. On any thread; reads the whole jar. */
    boolean intact(String id, KeptVersion kept) {
        try {
            return AppletJar.digest(jar(id, kept.version())).equals(kept.digest());
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The jar of a kept version.
     *
     * @throws RefusedException when it is not as it was installed; names the last version that is
     */
    AppletJar read(StoredApplet applet, KeptVersion kept) throws RefusedException {
        Path place = jar(applet.id(), kept.version());
        try {
            AppletJar jar = AppletJar.read(place);
            if (jar.digest().equals(kept.digest())) {
                return jar;
            }
        } catch (RefusedException e) {
            if (intact(applet.id(), kept)) {
                throw e;
            }
        }
        throw new RefusedException(damaged(applet, kept));
    }

    /** Says that a kept jar is not as it was installed, and what to do. On any thread. */
    Problem damaged(StoredApplet applet, KeptVersion kept) {
        Optional<String> good = applet.versions().stream()
                .filter(other -> !other.version().equals(kept.version()) && intact(applet.id(), other))
                .map(KeptVersion::version)
                .findFirst();
        Path jar = jar(applet.id(), kept.version());
        return Refusals.damaged(applet, kept.version(), Files.exists(jar), good);
    }

    /** Keeps a jar; returns its place. */
    Path keep(AppletJar jar) throws DiskException {
        Path place = jar(jar.descriptor().info().id(), jar.descriptor().info().version());
        disk.copy(jar.file(), place);
        return place;
    }

    /** Takes a jar away that was kept for an act that failed. */
    void discard(String id, String version) {
        try {
            disk.delete(jar(id, version));
            if (!Files.exists(folder(id).resolve(STATE))) {
                disk.sweep(folder(id));
            }
        } catch (DiskException e) {
            log.warn("{}; the next start tries again", e.getMessage());
        }
    }

    /** Makes an act permanent, if it changes anything. Returns what is now on disk. */
    StoredApplet save(StoredApplet after, @Nullable StoredApplet before) throws DiskException {
        if (after.equals(before)) {
            return after;
        }
        StoredApplet changed = after.change(lastChange + 1);
        disk.write(folder(after.id()).resolve(STATE), Records.write(changed));
        lastChange++;
        removed.remove(after.id());
        return changed;
    }

    /** Leaves off what was changed last of those that run. Returns all of them as they stand then. */
    List<StoredApplet> leaveOff(List<StoredApplet> installed, int crashes) {
        Optional<StoredApplet> last = installed.stream()
                .filter(applet -> applet.enabled() && applet.leftOff() == 0)
                .max(Comparator.comparingLong(StoredApplet::change));
        return installed.stream()
                .map(applet -> applet.equals(last.orElse(null)) ? leaveOff(applet, crashes) : applet)
                .toList();
    }

    private StoredApplet leaveOff(StoredApplet applet, int crashes) {
        StoredApplet off = applet.leftOff(crashes);
        log.warn("{}", Refusals.leftOff(off).what());
        try {
            return save(off, applet);
        } catch (DiskException e) {
            log.warn("that is not kept for the next start: {}", e.getMessage());
            return off;
        }
    }

    /** Deletes the jars that neither run nor can be gone back to; what fails is left to the next start. */
    void prune(StoredApplet applet) {
        if (!Files.isDirectory(folder(applet.id()))) {
            return;
        }
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder(applet.id()), "*.jar")) {
            for (Path jar : jars) {
                String version = jar.getFileName().toString().replaceFirst("\\.jar$", "");
                if (applet.removed() != null || applet.kept(version).isEmpty()) {
                    disk.delete(jar);
                }
            }
        } catch (IOException e) {
            log.warn("{}; the next start tries again", e.toString());
        }
    }

    /** Makes a removal permanent. What it leaves is taken away by {@link #finish}. */
    StoredApplet remove(StoredApplet applet, Applets.DataFate data) throws DiskException {
        StoredApplet gone = save(applet.removed(data), applet);
        removed.put(gone.id(), gone);
        return gone;
    }

    /** What was removed and has left data, or something to take away. */
    List<StoredApplet> removed() {
        return List.copyOf(removed.values());
    }

    /** What a removed applet of this id has left to its successor. */
    Optional<StoredApplet> removed(String id) {
        return Optional.ofNullable(removed.get(id));
    }

    /** Takes away what a removal leaves; what is not done is done at the next start. On any thread. */
    void finish(StoredApplet gone) throws DiskException {
        prune(gone);
        boolean erase = gone.removed() == Applets.DataFate.ERASE;
        if (erase) {
            data.erase(gone.id());
        }
        if (erase
                || gone.files().equals(StoredApplet.FILES)
                        && gone.current().settings().isEmpty()
                        && gone.current().aside().isEmpty()) {
            disk.delete(folder(gone.id()).resolve(STATE));
            disk.sweep(folder(gone.id()));
            removed.remove(gone.id());
        }
    }

    /** What is on disk of an applet, as it would be written. */
    byte[] stateOf(StoredApplet applet) {
        return Records.write(applet);
    }

    /** Reads what {@link #stateOf} has written. */
    StoredApplet stateFrom(byte[] content) {
        return Records.read(content, StoredApplet.class);
    }

    /** A name for a directory of files that no state and no directory has. */
    String freshFiles() {
        return StoredApplet.FILES + "-" + (lastChange + 1);
    }

    /** What changes files that are to last. */
    Disk disk() {
        return disk;
    }

    /** The home directory. */
    Path root() {
        return home.root();
    }

    /** Deletes the jars that an act brought which failed. */
    void pruneUnless(@Nullable StoredApplet before, String id) {
        try {
            if (before != null) {
                prune(before);
            } else {
                disk.sweep(folder(id));
            }
        } catch (DiskException e) {
            log.warn("{}; the next start tries again", e.getMessage());
        }
    }

    /** What the applets write. */
    DataFolders data() {
        return data;
    }

    /** What is in the applet's own directory, which need not exist. On any thread. */
    Folder folderOf(StoredApplet applet) {
        return new Folder(data.place(applet.id(), applet.files()));
    }

    /** An empty directory for one deployment. */
    Path work(String name) throws DiskException {
        try {
            return Files.createTempDirectory(home.work(), name + "-");
        } catch (IOException e) {
            throw new DiskException(home.work(), "written", e);
        }
    }

    private Path folder(String id) {
        return home.versions().resolve(id);
    }
}
