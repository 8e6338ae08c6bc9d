package dev.hazir.host.link;

import dev.hazir.host.operation.Problem;
import dev.hazir.host.store.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Jars that were checked and found good, with their warnings, by digest; kept in a file, so that a restart of the host
 * need not look again. It holds for one host on one Java. Losing it costs a check, so it is not forced to the disk: what a
 * power cut leaves is the file before, or one that cannot be read and counts as none. Any thread.
 */
final class Remembered {

    private static final Logger log = LoggerFactory.getLogger(Remembered.class);
    private static final int MOST = 200;

    /** The file. */
    record Kept(String host, Map<String, Good> good) {}

    /** What was found in a jar that is good. */
    record Good(List<Problem> warnings, List<String> states) {
        Good {
            warnings = List.copyOf(warnings);
            states = List.copyOf(states);
        }
    }

    private final Path file;
    private final String host;
    private final Executor writer;
    private final LinkedHashMap<String, Good> good = new LinkedHashMap<>();
    private boolean toWrite;

    private Remembered(Path file, String host, Executor writer) {
        this.file = file;
        this.host = host;
        this.writer = writer;
    }

    /**
     * What the file holds; nothing if it is missing, damaged or of other surroundings.
     *
     * @param host says in which surroundings a jar was good
     * @param writer writes the file
     */
    static Remembered open(Path file, String host, Executor writer) {
        Remembered remembered = new Remembered(file, host, writer);
        if (Files.exists(file)) {
            try {
                Kept kept = Records.read(Files.readAllBytes(file), Kept.class);
                if (kept.host().equals(host)) {
                    remembered.good.putAll(kept.good());
                }
            } catch (IOException | JacksonException | NullPointerException e) {
                log.debug("{} cannot be read and is made anew: {}", file, e.toString());
            }
        }
        return remembered;
    }

    synchronized @Nullable LinkReport find(String digest) {
        Good found = good.get(digest);
        return found == null ? null : new LinkReport(List.of(), found.warnings(), found.states());
    }

    /** Keeps a report if it is good. */
    synchronized void add(String digest, LinkReport report) {
        if (!report.problems().isEmpty()) {
            return;
        }
        good.put(digest, new Good(report.warnings(), report.states()));
        if (good.size() > MOST) {
            good.remove(good.keySet().iterator().next());
        }
        if (!toWrite) {
            toWrite = true;
            try {
                writer.execute(this::write);
            } catch (RejectedExecutionException e) {
                toWrite = false;
                log.debug("{} is not written now: {}", file, e.toString());
            }
        }
    }

    private synchronized void write() {
        toWrite = false;
        try {
            Path written = file.resolveSibling(file.getFileName() + ".new");
            Files.write(written, Records.write(new Kept(host, good)));
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            log.debug("{} cannot be written: {}", file, e.toString());
        }
    }
}
