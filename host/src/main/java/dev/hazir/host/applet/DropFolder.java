package dev.hazir.host.applet;

import dev.hazir.host.operation.Operation;
import dev.hazir.host.store.Disk;
import dev.hazir.host.store.Home;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder {@code applets/}: a jar put there is installed, a changed one upgrades, a deleted one removes (its data
 * stays). One thread looks every half second; a file is touched only when it looked the same twice. What was seen is kept
 * on disk, so that a restart changes nothing.
 */
public final class DropFolder implements AutoCloseable {

    private record Look(long size, long modified, @Nullable Object key) {

        /** Whether the file looks the same. Java would make what compares records anew at each start. */
        boolean sameAs(@Nullable Look other) {
            return other != null && size == other.size && modified == other.modified && Objects.equals(key, other.key);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(DropFolder.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    /** A file that was not written to for this long is whole: a start need not wait for it. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private static final int RETRY_LOOKS = 30;
    private static final long WORTH_A_TRY = 1L << 20;
    private static final String DOOR = "drop";

    private final Duration settling;
    private final Path folder;
    private final DropIndex index;
    private final Applets applets;
    private final Disk disk;
    private final Map<String, Look> looks = new HashMap<>();
    private final Map<String, Look> settled = new HashMap<>();
    private final Thread watcher;
    private final AtomicBoolean elsewhere = new AtomicBoolean(true);
    private String removing = "";
    private boolean complained;
    private long roomAtRefusal = -1;
    private int looksUntilRetry;

    private DropFolder(Home home, Applets applets, Duration settling) {
        this.settling = settling;
        this.disk = home.disk();
        this.folder = home.applets();
        this.index = new DropIndex(home.versions().resolve("drop.json"), disk);
        this.applets = applets;
        this.watcher = new Thread(null, this::watch, "hazir-drop", 0, false);
        this.watcher.setDaemon(true);
    }

    /** The folder as it was last seen; nothing is done yet. */
    public static DropFolder open(Home home, Applets applets) throws IOException {
        return open(home, applets, PAUSE.dividedBy(5));
    }

    /**
     * Does the same.
     *
     * @param settling how long a file must look the same when the host starts
     */
    static DropFolder open(Home home, Applets applets, Duration settling) throws IOException {
        DropFolder folder = new DropFolder(home, applets, settling);
        folder.index.recall();
        return folder;
    }

    /** Deals with what is there and begins to watch. To be called once, on a thread that may wait. */
    public void start() throws IOException, InterruptedException {
        look();
        if (!looks.isEmpty()) {
            long quietSince = System.currentTimeMillis() - QUIET.toMillis();
            if (looks.values().stream().anyMatch(file -> file.modified() > quietSince)) {
                Thread.sleep(settling.toMillis());
            }
            look();
        }
        watcher.start();
    }

    @Override
    public void close() throws InterruptedException {
        watcher.interrupt();
        watcher.join(Duration.ofSeconds(10).toMillis());
    }

    /** Something runs anew: what was refused may do now. */
    public void changed(Operation.View act) {
        if (!act.by().equals(DOOR)) {
            elsewhere.set(true);
        }
    }

    /**
     * The jars of an applet that was removed through another door are deleted, or it would come back.
     *
     * @param id the applet, or the name of a refused file that tells of none
     */
    public void forget(String id) {
        synchronized (this) {
            if (id.equals(removing)) {
                return;
            }
            elsewhere.set(true);
            index.copy().forEach((name, entry) -> {
                if (entry.id().equals(id) || name.equals(id)) {
                    index.put(name, entry.condemned());
                }
            });
            deleteDoomed();
            index.write();
        }
    }

    /** Deletes files whose applet was removed; one that was changed since then is a new one. */
    private boolean deleteDoomed() {
        boolean changed = false;
        for (Map.Entry<String, DropIndex.Seen> entry : index.copy().entrySet()) {
            Path file = folder.resolve(entry.getKey());
            if (entry.getValue().doomed()) {
                try {
                    if (Files.exists(file)
                            && AppletJar.digest(file).equals(entry.getValue().digest())) {
                        disk.delete(file);
                    }
                    index.remove(entry.getKey());
                    changed = true;
                } catch (IOException e) {
                    log.warn("{}; its applet was removed", e.getMessage());
                }
            }
        }
        return changed;
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(PAUSE.toMillis());
                look();
                complained = false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException e) {
                if (!complained) {
                    log.error("the folder {} cannot be watched; trying on", folder, e);
                    complained = true;
                }
            }
        }
    }

    /** One look at the folder. */
    private void look() throws IOException, InterruptedException {
        Map<String, Look> now = new LinkedHashMap<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : jars) {
                BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
                if (attributes.isRegularFile()) {
                    now.put(
                            jar.getFileName().toString(),
                            new Look(
                                    attributes.size(),
                                    attributes.lastModifiedTime().toMillis(),
                                    attributes.fileKey()));
                }
            }
        }
        boolean changed = index.unwritten() | diskMayDo() | deleteDoomed();
        for (Map.Entry<String, Look> file : now.entrySet()) {
            boolean same = file.getValue().sameAs(looks.get(file.getKey()));
            if (same && !file.getValue().sameAs(settled.get(file.getKey()))) {
                changed |= settle(file.getKey(), file.getValue());
            }
        }
        looks.clear();
        looks.putAll(now);
        changed |= removeMissing(now.keySet());
        changed |= elsewhere.getAndSet(false);
        if (changed) {
            retryRefused();
            index.write();
        }
    }

    /** Returns whether an act was refused because of the disk, and remembers it. */
    private boolean refusedByDisk(Operation.View end) {
        boolean refused =
                end.problems().stream().anyMatch(problem -> problem.code().startsWith("SYS-51"));
        if (refused) {
            roomAtRefusal = applets.room();
            looksUntilRetry = RETRY_LOOKS;
        }
        return refused;
    }

    /** Whether what the disk refused may be tried again: there is more room now, or some time has passed. */
    private boolean diskMayDo() {
        boolean now = roomAtRefusal >= 0 && (--looksUntilRetry <= 0 || applets.room() > roomAtRefusal + WORTH_A_TRY);
        if (now) {
            roomAtRefusal = -1;
        }
        return now;
    }

    /** Deals with a file that has stopped changing. Returns whether anything was done. */
    private boolean settle(String name, Look look) throws IOException, InterruptedException {
        Path jar = folder.resolve(name);
        String digest = AppletJar.digest(jar);
        settled.put(name, look);
        DropIndex.Seen before = index.get(name);
        if (before != null && before.digest().equals(digest)) {
            return false;
        }
        deploy(name, digest);
        return true;
    }

    private void deploy(String name, String digest) throws InterruptedException {
        Path jar = folder.resolve(name);
        Descriptor.Reading reading = AppletJar.glance(jar);
        Operation.View end = Applets.await(applets.deploy(jar, Applets.Intent.EITHER, DOOR));
        boolean refused = end.state() != Operation.State.DONE;
        refusedByDisk(end);
        index.put(name, new DropIndex.Seen(digest, reading.id(), reading.version(), refused, false));
    }

    private void retryRefused() throws InterruptedException {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (Map.Entry<String, DropIndex.Seen> entry : index.copy().entrySet()) {
                if (entry.getValue().refused()
                        && !entry.getValue().doomed()
                        && Files.exists(folder.resolve(entry.getKey()))
                        && !overtaken(entry.getValue())) {
                    deploy(entry.getKey(), entry.getValue().digest());
                    DropIndex.Seen after = index.get(entry.getKey());
                    progress |= after != null && !after.refused();
                }
            }
        }
    }

    /** Whether a newer version runs meanwhile: going back is for an operator to decide. */
    private boolean overtaken(DropIndex.Seen file) {
        return Version.isValid(file.version())
                && applets.find(file.id())
                        .filter(applet -> applet.state().equals("live"))
                        .filter(applet -> Version.parse(applet.version()).compareTo(Version.parse(file.version())) > 0)
                        .isPresent();
    }

    private boolean removeMissing(Set<String> present) throws InterruptedException {
        boolean changed = false;
        for (Map.Entry<String, DropIndex.Seen> entry : index.copy().entrySet()) {
            if (!present.contains(entry.getKey()) && roomAtRefusal < 0) {
                changed = true;
                DropIndex.Seen gone = entry.getValue();
                index.remove(entry.getKey());
                settled.remove(entry.getKey());
                if (gone.refused() || gone.id().isEmpty()) {
                    applets.forgetRefusal(gone.id().isEmpty() ? entry.getKey() : gone.id());
                } else if (!gone.doomed() && !index.holds(gone.id()) && refusedByDisk(remove(gone.id()))) {
                    index.put(entry.getKey(), gone);
                }
            }
        }
        return changed;
    }

    /** Removes an applet whose file is gone; other files that hold it stay. */
    private Operation.View remove(String id) throws InterruptedException {
        removing(id);
        try {
            return Applets.await(applets.remove(id, Applets.DataFate.KEEP, DOOR));
        } finally {
            removing("");
        }
    }

    private synchronized void removing(String id) {
        removing = id;
    }
}
