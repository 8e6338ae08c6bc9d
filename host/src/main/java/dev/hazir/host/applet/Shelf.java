package dev.hazir.host.applet;

import dev.hazir.host.store.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of applets on disk: their versions, what the jars say of themselves, their files, and what has happened.
 * For any thread that may block.
 */
public final class Shelf {

    private static final int MOST_TEXTS = 64;

    private final VersionStore store;
    private final Catalog catalog;
    private final Histories histories;
    /** By digest of the jar. */
    private final Map<String, About> texts = new LinkedHashMap<>();

    Shelf(VersionStore store, Catalog catalog, Histories histories) {
        this.store = store;
        this.catalog = catalog;
        this.histories = histories;
    }

    /** The versions of an applet, the current one first; none when it is not installed. */
    public List<ShelvedVersion> versions(String id) {
        Installed installed = catalog.find(id);
        if (installed == null) {
            return List.of();
        }
        List<Run> runs = runs(id);
        return installed.stored().versions().stream()
                .map(kept -> shelved(id, kept, installed.stored().version(), runs))
                .toList();
    }

    /** When versions of an applet ran and how that ended, newest first, also of versions that are not kept any more. */
    public List<Run> runs(String id) {
        return histories.of(id).runs();
    }

    /** The settings that were saved, newest first. */
    public List<SettingsChange> settings(String id) {
        return histories.of(id).settings();
    }

    /** What the jar of the current version says of itself; empty when there is none. */
    public Optional<About> about(String id) {
        Installed installed = catalog.find(id);
        return installed == null
                ? Optional.empty()
                : about(id, installed.stored().version());
    }

    /** What the jar of a kept version says of itself. */
    public Optional<About> about(String id, String version) {
        Installed installed = catalog.find(id);
        return installed == null
                ? Optional.empty()
                : installed.stored().kept(version).flatMap(kept -> about(id, kept));
    }

    /** The latest of these jars of each applet, installed or not. Reads only what they say of themselves. */
    public List<Offered> offered(List<Path> jars) {
        Map<String, Offered> found = new TreeMap<>();
        for (Path jar : jars) {
            Descriptor.Reading reading = AppletJar.glance(jar);
            if (!reading.id().isEmpty() && Version.isValid(reading.version())) {
                found.merge(
                        reading.id(),
                        new Offered(reading.id(), reading.version(), jar),
                        (one, other) -> isLater(other.version(), one.version()) ? other : one);
            }
        }
        return List.copyOf(found.values());
    }

    /** Whether a version is later than another; only of versions that applets have. */
    public static boolean isLater(String version, String than) {
        return Version.parse(version).compareTo(Version.parse(than)) > 0;
    }

    /** What a jar that need not be installed says of itself. */
    public Optional<About> about(Path jar) {
        return JarText.read(jar);
    }

    /** What is in the applet's own directory, which need not exist. */
    public Folder files(String id) {
        Installed installed = catalog.find(id);
        return installed == null ? new Folder(store.place().resolve("none")) : store.folderOf(installed.stored());
    }

    /** Who vouches for the version that is installed. Reads all of its jar. */
    public Signature signature(String id) {
        Installed installed = catalog.find(id);
        return installed == null
                ? new Signature(Signature.State.NONE, "", "")
                : Signature.of(store.jar(id, installed.stored().version()));
    }

    private Optional<About> about(String id, KeptVersion kept) {
        synchronized (texts) {
            About known = texts.get(kept.digest());
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<About> read = JarText.read(store.jar(id, kept.version()));
        read.ifPresent(about -> remember(kept.digest(), about));
        return read;
    }

    private void remember(String digest, About about) {
        synchronized (texts) {
            texts.put(digest, about);
            if (texts.size() > MOST_TEXTS) {
                texts.remove(texts.keySet().iterator().next());
            }
        }
    }

    private ShelvedVersion shelved(String id, KeptVersion kept, String current, List<Run> runs) {
        Path jar = store.jar(id, kept.version());
        long bytes = -1;
        Instant since = null;
        try {
            BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
            bytes = attributes.size();
            since = attributes.lastModifiedTime().toInstant();
        } catch (IOException e) {
            bytes = -1; // the jar is gone; problems tell of it
        }
        return new ShelvedVersion(
                kept.version(),
                kept.version().equals(current),
                bytes,
                kept.digest(),
                since,
                lastRun(kept.version(), runs));
    }

    private static @Nullable Run lastRun(String version, List<Run> runs) {
        return runs.stream()
                .filter(run -> run.version().equals(version))
                .findFirst()
                .orElse(null);
    }
}
