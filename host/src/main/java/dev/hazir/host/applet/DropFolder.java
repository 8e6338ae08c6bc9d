package dev.hazir.host.applet;

import dev.hazir.host.operation.Operation;
import dev.hazir.host.store.AtomicFile;
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
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder {@code applets/}: a jar put there is installed, a changed one upgrades, a deleted one removes (its data
 * stays). One thread looks every half second; a file is touched only when it looked the same twice. What was seen is kept
 * on disk, so that a restart changes nothing.
 */
public final class DropFolder implements AutoCloseable {

    /**
     * A file that was dealt with.
     *
     * @param digest SHA-256 of its content
     * @param id the applet it holds, empty if that could not be read
     * @param version its version, likewise
     * @param refused whether it was refused, so that it is tried again when something else has changed
     */
    record Seen(String digest, String id, String version, boolean refused) {}

    private record Look(long size, long modified) {}

    private static final Logger log = LoggerFactory.getLogger(DropFolder.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    /** A file that was not written to for this long is whole: a start need not wait for it. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private static final String DOOR = "drop";

    private final Path folder;
    private final Path index;
    private final Applets applets;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, Look> looks = new HashMap<>();
    private final Map<String, Look> settled = new HashMap<>();
    private final Thread watcher;
    private final AtomicBoolean elsewhere = new AtomicBoolean(true);
    private Map<String, Seen> seen = new TreeMap<>();
    private String removing = "";
    private boolean complained;

    public DropFolder(Home home, Applets applets) {
        this.folder = home.applets();
        this.index = home.versions().resolve("drop.json");
        this.applets = applets;
        this.watcher = new Thread(null, this::watch, "hazir-drop", 0, false);
        this.watcher.setDaemon(true);
    }

    /** Deals with what is there and begins to watch. To be called once, on a thread that may wait. */
    public void start() throws IOException, InterruptedException {
        if (Files.exists(index)) {
            try {
                seen = json.readValue(Files.readAllBytes(index), new TypeReference<TreeMap<String, Seen>>() {});
            } catch (JacksonException e) {
                log.warn("{} cannot be read; every jar in {} is looked at anew", index, folder);
            }
        }
        look();
        if (!looks.isEmpty()) {
            long quietSince = System.currentTimeMillis() - QUIET.toMillis();
            if (looks.values().stream().anyMatch(file -> file.modified() > quietSince)) {
                Thread.sleep(PAUSE.toMillis() / 5);
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
            for (Map.Entry<String, Seen> entry : Map.copyOf(seen).entrySet()) {
                if (entry.getValue().id().equals(id) || entry.getKey().equals(id)) {
                    try {
                        Files.deleteIfExists(folder.resolve(entry.getKey()));
                        seen.remove(entry.getKey());
                    } catch (IOException e) {
                        log.warn("{} cannot be deleted: {}", folder.resolve(entry.getKey()), e.toString());
                    }
                }
            }
            remember();
        }
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
                                    attributes.lastModifiedTime().toMillis()));
                }
            }
        }
        boolean changed = false;
        for (Map.Entry<String, Look> file : now.entrySet()) {
            boolean same = file.getValue().equals(looks.get(file.getKey()));
            if (same && !file.getValue().equals(settled.get(file.getKey()))) {
                changed |= settle(file.getKey(), file.getValue());
            }
        }
        looks.clear();
        looks.putAll(now);
        changed |= removeMissing(now.keySet());
        changed |= elsewhere.getAndSet(false);
        if (changed) {
            retryRefused();
            synchronized (this) {
                remember();
            }
        }
    }

    /** Deals with a file that has stopped changing. Returns whether anything was done. */
    private boolean settle(String name, Look look) throws IOException, InterruptedException {
        Path jar = folder.resolve(name);
        String digest = AppletJar.digest(jar);
        settled.put(name, look);
        Seen before = seen(name);
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
        synchronized (this) {
            seen.put(name, new Seen(digest, reading.id(), reading.version(), refused));
        }
    }

    private void retryRefused() throws InterruptedException {
        boolean progress = true;
        while (progress) {
            progress = false;
            for (Map.Entry<String, Seen> entry : copyOfSeen().entrySet()) {
                if (entry.getValue().refused()
                        && Files.exists(folder.resolve(entry.getKey()))
                        && !overtaken(entry.getValue())) {
                    deploy(entry.getKey(), entry.getValue().digest());
                    Seen after = seen(entry.getKey());
                    progress |= after != null && !after.refused();
                }
            }
        }
    }

    /** Whether a newer version runs meanwhile: going back is for an operator to decide. */
    private boolean overtaken(Seen file) {
        return Version.isValid(file.version())
                && applets.find(file.id())
                        .filter(applet -> applet.state().equals("live"))
                        .filter(applet -> Version.parse(applet.version()).compareTo(Version.parse(file.version())) > 0)
                        .isPresent();
    }

    private boolean removeMissing(Set<String> present) throws InterruptedException {
        boolean changed = false;
        for (Map.Entry<String, Seen> entry : copyOfSeen().entrySet()) {
            if (!present.contains(entry.getKey())) {
                changed = true;
                Seen gone = entry.getValue();
                synchronized (this) {
                    seen.remove(entry.getKey());
                }
                settled.remove(entry.getKey());
                if (gone.refused() || gone.id().isEmpty()) {
                    applets.forgetRefusal(gone.id().isEmpty() ? entry.getKey() : gone.id());
                } else if (!otherFileFor(gone.id())) {
                    remove(gone.id());
                }
            }
        }
        return changed;
    }

    /** Removes an applet whose file is gone; other files that hold it stay. */
    private void remove(String id) throws InterruptedException {
        removing(id);
        try {
            Applets.await(applets.remove(id, Applets.DataFate.KEEP, DOOR));
        } finally {
            removing("");
        }
    }

    private synchronized void removing(String id) {
        removing = id;
    }

    private synchronized boolean otherFileFor(String id) {
        return seen.values().stream().anyMatch(other -> other.id().equals(id) && !other.refused());
    }

    private synchronized @Nullable Seen seen(String name) {
        return seen.get(name);
    }

    private synchronized Map<String, Seen> copyOfSeen() {
        return new TreeMap<>(seen);
    }

    private void remember() {
        try {
            AtomicFile.write(index, json.writeValueAsBytes(seen));
        } catch (IOException e) {
            log.error("{} cannot be written: {}", index, e.toString());
        }
    }
}
