package dev.hazir.host.applet;

import dev.hazir.host.store.Disk;
import dev.hazir.host.store.DiskException;
import dev.hazir.host.store.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Which files of the drop folder were dealt with, in {@code versions/drop.json}. It follows what was done: after a crash
 * in between, the file is dealt with once more, which changes nothing. For any thread.
 */
final class DropIndex {

    /**
     * A file that was dealt with.
     *
     * @param digest SHA-256 of its content
     * @param id the applet it holds, empty if that could not be read
     * @param version its version, likewise
     * @param refused whether it was refused, so that it is tried again when something else has changed
     * @param doomed whether its applet was removed through another door, so that the file is to be deleted
     */
    record Seen(String digest, String id, String version, boolean refused, boolean doomed) {

        Seen condemned() {
            return new Seen(digest, id, version, refused, true);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(DropIndex.class);

    private final Path file;
    private final Disk disk;
    private Map<String, Seen> seen = new TreeMap<>();
    private byte[] written = {};
    private boolean unwritten;

    DropIndex(Path file, Disk disk) {
        this.file = file;
        this.disk = disk;
    }

    /** Takes up what the last run knew. */
    synchronized void recall() throws IOException {
        if (Files.exists(file)) {
            try {
                byte[] content = Files.readAllBytes(file);
                seen = new TreeMap<>(Records.readAll(content, Seen.class));
                written = content;
            } catch (JacksonException e) {
                log.warn("{} cannot be read; every dropped jar is looked at anew", file);
            }
        }
    }

    synchronized @Nullable Seen get(String name) {
        return seen.get(name);
    }

    synchronized void put(String name, Seen entry) {
        seen.put(name, entry);
    }

    synchronized void remove(String name) {
        seen.remove(name);
    }

    synchronized Map<String, Seen> copy() {
        return new TreeMap<>(seen);
    }

    /** Whether some file holds this applet and was not refused. */
    synchronized boolean holds(String id) {
        return seen.values().stream().anyMatch(entry -> entry.id().equals(id) && !entry.refused() && !entry.doomed());
    }

    /** Whether the last write has failed. */
    synchronized boolean unwritten() {
        return unwritten;
    }

    synchronized void write() {
        byte[] content = Records.write(seen);
        if (!unwritten && Arrays.equals(content, written)) {
            return;
        }
        try {
            disk.write(file, content);
            written = content;
            unwritten = false;
        } catch (DiskException e) {
            if (!unwritten) {
                log.error("{}; trying on", e.getMessage());
            }
            unwritten = true;
        }
    }
}
