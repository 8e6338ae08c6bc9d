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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Problems that somebody knows of and does not want to be told for a while. They are kept in the home directory, and read
 * when first asked for. Safe for use by several threads; on threads that may block.
 */
public final class Snoozes {

    public static final String FILE = "snoozed.json";

    private static final Logger log = LoggerFactory.getLogger(Snoozes.class);

    private final Path file;
    private final Disk disk;
    private final Clock clock;
    private @Nullable List<Snooze> known;

    /**
     * A problem that is not told.
     *
     * @param applet the applet it is about, or null for the host
     * @param until when it is told again, or null: when it changes or comes back
     * @param state what it was when it was put aside
     * @param by who did
     */
    public record Snooze(
            String code, @Nullable String applet, @Nullable Instant until, String state, String by, Instant since) {

        private boolean isOf(Problem problem) {
            return code.equals(problem.code()) && Objects.equals(applet, problem.applet());
        }
    }

    /** A problem that is not told, and why not. */
    public record Snoozed(Problem problem, Snooze snooze) {}

    public Snoozes(Path home, Disk disk, Clock clock) {
        this.file = home.resolve(FILE);
        this.disk = disk;
        this.clock = clock;
    }

    /** Those that are to be told. */
    public List<Problem> open(List<Problem> all) {
        return all.stream().filter(problem -> of(problem).isEmpty()).toList();
    }

    /** Those that are not. What was put aside until it changes and is gone is forgotten. */
    public synchronized List<Snoozed> snoozed(List<Problem> all) {
        List<Snooze> now = known();
        if (now.stream().anyMatch(one -> isOver(one, all))) {
            known = now.stream().filter(one -> !isOver(one, all)).toList();
        }
        return all.stream()
                .flatMap(problem -> of(problem).map(one -> new Snoozed(problem, one)).stream())
                .toList();
    }

    /** Why a problem is not told; empty when it is. */
    public synchronized Optional<Snooze> of(Problem problem) {
        return known().stream()
                .filter(one -> one.isOf(problem))
                .filter(one -> one.until() == null
                        ? one.state().equals(problem.gist())
                        : one.until().isAfter(clock.instant()))
                .findFirst();
    }

    /**
     * Puts a problem aside.
     *
     * @param length for how long, or null until it changes
     */
    public synchronized Snooze put(Problem problem, @Nullable Duration length, String by) throws DiskException {
        Instant now = clock.instant();
        Snooze snooze = new Snooze(
                problem.code(), problem.applet(), length == null ? null : now.plus(length), problem.gist(), by, now);
        List<Snooze> next = new ArrayList<>(known());
        next.removeIf(one -> one.isOf(problem));
        next.add(snooze);
        write(next);
        log.info("{} puts {} aside {}", by, problem.code(), length == null ? "until it changes" : "for " + length);
        return snooze;
    }

    /** Has a problem told again; returns whether it was put aside. */
    public synchronized boolean end(String code, @Nullable String applet) throws DiskException {
        List<Snooze> next = known().stream()
                .filter(one -> !one.code().equals(code) || !Objects.equals(one.applet(), applet))
                .toList();
        boolean was = next.size() < known().size();
        if (was) {
            write(next);
        }
        return was;
    }

    private boolean isOver(Snooze one, List<Problem> all) {
        return one.until() == null
                ? all.stream().noneMatch(one::isOf)
                : !one.until().isAfter(clock.instant());
    }

    private void write(List<Snooze> next) throws DiskException {
        disk.write(file, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(next));
        known = List.copyOf(next);
    }

    private List<Snooze> known() {
        List<Snooze> now = known;
        if (now == null) {
            now = read();
            known = now;
        }
        return now;
    }

    private List<Snooze> read() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return List.of(JsonMapper.shared().readValue(Files.readAllBytes(file), Snooze[].class));
        } catch (IOException | JacksonException e) {
            log.warn("{} cannot be read: all problems are told", file, e);
            return List.of();
        }
    }
}
