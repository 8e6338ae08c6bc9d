package dev.hazir.host.applet;

import dev.hazir.host.store.Disk;
import dev.hazir.host.store.DiskException;
import dev.hazir.host.store.Home;
import dev.hazir.host.store.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * How the last runs of the host ended, in {@code versions/starts.json}. A run that neither stopped nor lived for a minute
 * has crashed. What cannot be written is logged and counts as no crash: a full disk keeps nothing from starting.
 */
final class StartRecord {

    /**
     * What is on disk.
     *
     * @param crashes how many runs in a row have crashed
     * @param open whether a run has begun of which nothing more is known
     */
    record Starts(int crashes, boolean open) {}

    private static final Logger log = LoggerFactory.getLogger(StartRecord.class);

    private final Path file;
    private final Disk disk;
    private boolean open;

    StartRecord(Home home) {
        this.file = home.versions().resolve("starts.json");
        this.disk = home.disk();
    }

    /** A run begins; returns how many runs in a row, up to the last one, have crashed. */
    synchronized int begin() {
        Starts last = read();
        int crashes = last.open() ? last.crashes() + 1 : 0;
        open = true;
        write(new Starts(crashes, true));
        return crashes;
    }

    /** The run has lived long enough, or stops because somebody wants it to. */
    synchronized void settled() {
        if (open) {
            open = false;
            write(new Starts(0, false));
        }
    }

    private Starts read() {
        try {
            return Files.exists(file) ? Records.read(Files.readAllBytes(file), Starts.class) : new Starts(0, false);
        } catch (IOException | JacksonException e) {
            log.warn("{} cannot be read: {}", file, e.toString());
            return new Starts(0, false);
        }
    }

    private void write(Starts starts) {
        try {
            disk.write(file, Records.write(starts));
        } catch (DiskException e) {
            log.warn("crashes are not counted: {}", e.getMessage());
        }
    }
}
