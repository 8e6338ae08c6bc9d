package dev.hazir.host.applet;

import dev.hazir.host.store.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Remembers what has happened to applets, in {@code versions/<id>/history.json}. It is for people: no act fails because of it,
 * and a power cut may cost its end. For any thread that may block.
 */
final class Histories {

    private static final String FILE = "history.json";
    private static final Logger log = LoggerFactory.getLogger(Histories.class);

    private final Path versions;
    private final Clock clock;
    private final Map<String, History> known = new HashMap<>();

    Histories(Path versions, Clock clock) {
        this.versions = versions;
        this.clock = clock;
    }

    synchronized History of(String id) {
        History remembered = known.get(id);
        if (remembered == null) {
            remembered = load(id);
            known.put(id, remembered);
        }
        return remembered;
    }

    /** A version became live, and what ran before, if anything did, ended in that moment. */
    void began(String id, String version, String how) {
        Instant now = clock.instant();
        change(id, history -> ended(history, now, how).with(new Run(version, now, null, "")));
    }

    /** What ran runs no more. */
    void ended(String id, String how) {
        change(id, history -> ended(history, clock.instant(), how));
    }

    /** A version was to run and did not; what ran before still does. */
    void failed(String id, String version, String why) {
        Instant now = clock.instant();
        change(id, history -> {
            Run last = running(history);
            Run failed = new Run(version, now, now, why);
            // What still runs stays the first.
            return last == null ? history.with(failed) : history.lastRun(failed).with(last);
        });
    }

    void saved(String id, String by, String version, List<String> names, Map<String, @Nullable Object> values) {
        change(id, history -> {
            long number =
                    history.settings().isEmpty() ? 1 : history.settings().get(0).number() + 1;
            return history.with(new SettingsChange(number, clock.instant(), by, version, names, values));
        });
    }

    /** The applet is removed: nothing is written for it from now on. */
    synchronized void removed(String id) {
        ended(id, "removed");
        known.remove(id);
    }

    /** The host stops: this is the last that can be written. */
    void stopped(Collection<String> ids) {
        for (String id : ids) {
            ended(id, "the host stopped");
        }
    }

    private static History ended(History history, Instant now, String how) {
        Run last = running(history);
        return last == null ? history : history.lastRun(last.ended(now, how));
    }

    private static @Nullable Run running(History history) {
        return history.runs().isEmpty() || history.runs().get(0).over()
                ? null
                : history.runs().get(0);
    }

    private void change(String id, UnaryOperator<History> change) {
        synchronized (this) {
            known.put(id, change.apply(of(id)));
        }
        write(id);
    }

    private synchronized void write(String id) {
        History now = known.get(id);
        if (now == null || !Files.isDirectory(versions.resolve(id))) {
            return;
        }
        Path file = versions.resolve(id).resolve(FILE);
        Path unfinished = versions.resolve(id).resolve("." + FILE + ".new");
        try {
            // Not forced onto the disk: an act would wait for that.
            Files.write(unfinished, Records.write(now));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("What has happened to {} is not kept: {}", id, e.toString());
        }
    }

    private History load(String id) {
        Path file = versions.resolve(id).resolve(FILE);
        try {
            if (!Files.exists(file)) {
                return History.NONE;
            }
            History read = Records.read(Files.readAllBytes(file), History.class);
            Run last = running(read);
            return last == null ? read : read.lastRun(last.ended(null, "the host ended without a word"));
        } catch (IOException | JacksonException e) {
            log.warn("{} cannot be read and begins anew: {}", file, e.toString());
            return History.NONE;
        }
    }
}
