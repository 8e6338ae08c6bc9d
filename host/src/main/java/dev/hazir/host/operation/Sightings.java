package dev.hazir.host.operation;

import dev.hazir.host.store.Disk;
import dev.hazir.host.store.DiskException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Since when problems are there that do not know it themselves: since somebody or the host looked first. Kept in the home
 * directory, so that a restart does not make old problems new; what cannot be kept is forgotten with this run. Safe for use
 * by several threads; on threads that may block.
 */
public final class Sightings {

    private static final Logger log = LoggerFactory.getLogger(Sightings.class);
    private static final String FILE = "problems.json";

    /** A problem that comes and goes is not written each time. */
    private static final Duration WRITTEN = Duration.ofSeconds(10);

    private final Path file;
    private final Disk disk;
    private final Clock clock;
    private @Nullable Map<Key, Instant> known;
    private Map<Key, Instant> onDisk = Map.of();
    private Instant written = Instant.MIN;

    private record Key(String code, @Nullable String applet, String gist) {
        static Key of(Problem problem) {
            return new Key(problem.code(), problem.applet(), problem.gist());
        }
    }

    /** A line of the file. */
    private record Sighting(String code, @Nullable String applet, String gist, Instant since) {
        Key key() {
            return new Key(code, applet, gist);
        }
    }

    public Sightings(Path home, Disk disk, Clock clock) {
        this.file = home.resolve(FILE);
        this.disk = disk;
        this.clock = clock;
    }

    /** All that is wrong now, each with since when. What is gone is new when it comes back. */
    public synchronized List<Problem> dated(List<Problem> all) {
        Map<Key, Instant> before = known();
        Map<Key, Instant> next = new LinkedHashMap<>();
        Instant now = clock.instant();
        List<Problem> dated = new ArrayList<>();
        for (Problem problem : all) {
            if (problem.since() == null) {
                Instant since = next.computeIfAbsent(Key.of(problem), key -> before.getOrDefault(key, now));
                dated.add(problem.since(since));
            } else {
                dated.add(problem);
            }
        }
        known = next;
        if (!next.equals(onDisk) && Duration.between(written, now).abs().compareTo(WRITTEN) >= 0) {
            write(next, now);
        }
        return dated;
    }

    private void write(Map<Key, Instant> next, Instant now) {
        written = now;
        List<Sighting> lines = new ArrayList<>();
        next.forEach((key, since) -> lines.add(new Sighting(key.code(), key.applet(), key.gist(), since)));
        try {
            disk.write(
                    file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(lines));
            onDisk = next;
        } catch (DiskException e) {
            log.debug("since when problems are there is not kept: {}", e.getMessage());
        }
    }

    private Map<Key, Instant> known() {
        Map<Key, Instant> now = known;
        if (now == null) {
            now = read();
            onDisk = now;
        }
        return now;
    }

    private Map<Key, Instant> read() {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            Map<Key, Instant> read = new LinkedHashMap<>();
            for (Sighting one : JsonMapper.shared().readValue(Files.readAllBytes(file), Sighting[].class)) {
                if (one.since() != null) {
                    read.put(one.key(), one.since());
                }
            }
            return read;
        } catch (IOException | JacksonException | NullPointerException e) {
            log.warn("{} cannot be read: problems are there since this start", file, e);
            return Map.of();
        }
    }
}
