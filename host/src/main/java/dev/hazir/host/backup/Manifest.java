package dev.hazir.host.backup;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a backup says of itself, in its {@value #NAME}. Everything else in the file is named there with its digest.
 *
 * @param format {@value #FORMAT}
 * @param host the version of the host that made it
 * @param by who asked for it
 * @param reason one sentence
 * @param automatic whether the host made it on its own, and may take it away on its own
 * @param applets what it holds of applets
 * @param wholeHost whether it holds all applets and the configuration of the host
 * @param entries the other entries by their paths
 * @param changing files that were written to while they were copied: what they hold may be half of two states
 */
public record Manifest(
        int format,
        String host,
        Instant made,
        String by,
        String reason,
        boolean automatic,
        List<SavedApplet> applets,
        boolean wholeHost,
        Map<String, Entry> entries,
        List<String> changing) {

    static final int FORMAT = 1;
    static final String NAME = "backup.json";

    /**
     * What a backup holds of an applet.
     *
     * @param version the version that runs when it is enabled
     * @param files how many files it had written
     * @param bytes how large those are
     */
    public record SavedApplet(String id, String version, boolean enabled, long files, long bytes) {}

    /**
     * A file in the backup.
     *
     * @param sha256 in hex
     */
    public record Entry(long bytes, String sha256) {}

    public Manifest {
        applets = List.copyOf(applets);
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        changing = List.copyOf(changing);
    }

    /** Why and by whom a backup is made. */
    public record Occasion(String by, String reason, boolean automatic) {}
}
