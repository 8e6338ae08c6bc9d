package dev.hazir.host.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import dev.hazir.applet.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Levels that operators have changed for a while. Each ends by itself; none outlives the host, nor its applet being removed.
 * Safe for use by several threads.
 */
public final class LogLevels implements AutoCloseable {

    /** Of whom a level is changed. */
    public enum Of {
        APPLET,
        LOGGER
    }

    /**
     * A level that was changed.
     *
     * @param name an applet's id, or the whole name of a logger
     * @param by who has changed it
     * @param until when it falls back
     */
    public record Change(Of of, String name, String level, String by, Instant since, Instant until) {}

    /** Runs something after a while, once. */
    @FunctionalInterface
    public interface Later {
        Registration run(Duration delay, Runnable task);
    }

    /** The longest time. */
    public static final Duration LONGEST = Duration.ofHours(24);

    private static final int MOST = 100;
    private static final Pattern LOGGER = Pattern.compile("[\\w$.-]{1,200}");
    private static final Pattern APPLET = Pattern.compile("[a-z][a-z0-9-]{1,31}");
    private static final org.slf4j.Logger log = LoggerFactory.getLogger(LogLevels.class);

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final AppletLevels filter = new AppletLevels();
    private final Supplier<Instant> now;
    private final Later later;
    private final Map<Key, Held> changes = new LinkedHashMap<>();

    private record Key(Of of, String name) {}

    /** A change, what was before, and what ends it. */
    private record Held(Change change, @Nullable Level before, Registration timer) {}

    public LogLevels(Supplier<Instant> now, Later later) {
        this.now = now;
        this.later = later;
    }

    /**
     * Changes a level for a while; another change of the same replaces it.
     *
     * @throws IllegalArgumentException with a sentence when a name, a level or a time is none
     */
    public synchronized Change set(Of of, String name, String level, Duration length, String by) {
        require(of, name, level, length);
        Key key = new Key(of, name);
        Held known = changes.get(key);
        if (known == null && changes.size() >= MOST) {
            throw new IllegalArgumentException(MOST + " levels are changed already: end one of them first.");
        }
        Instant since = now.get();
        Change change = new Change(of, name, level, by, since, since.plus(length));
        Level before =
                known != null ? known.before() : of == Of.LOGGER ? logger(name).getLevel() : null;
        if (known != null) {
            known.timer().close();
        }
        changes.put(key, new Held(change, before, later.run(length, () -> fallBack(change))));
        if (of == Of.LOGGER) {
            logger(name).setLevel(Level.toLevel(level));
        }
        filterApplets();
        log.info("{} logs {} of {} {} for {} min", by, level, word(of), name, length.toMinutes());
        return change;
    }

    /** Ends a change before its time. Returns whether there was one. */
    public synchronized boolean end(Of of, String name, String by) {
        Held held = changes.remove(new Key(of, name));
        if (held == null) {
            return false;
        }
        undo(held);
        log.info("{} ended the level {} of {} {}", by, held.change().level(), word(of), name);
        return true;
    }

    /** An applet is removed. */
    public synchronized void forget(String applet) {
        Held held = changes.remove(new Key(Of.APPLET, applet));
        if (held != null) {
            undo(held);
        }
    }

    /** What is changed now, oldest first. */
    public synchronized List<Change> list() {
        return changes.values().stream().map(Held::change).toList();
    }

    /** Undoes all changes. */
    @Override
    public synchronized void close() {
        Collection<Held> left = new ArrayList<>(changes.values());
        changes.clear();
        left.forEach(this::undo);
    }

    private synchronized void fallBack(Change change) {
        Key key = new Key(change.of(), change.name());
        Held held = changes.get(key);
        if (held != null && held.change().equals(change)) {
            changes.remove(key);
            undo(held);
            log.info("the level {} of {} {} has ended", change.level(), word(change.of()), change.name());
        }
    }

    private void undo(Held held) {
        held.timer().close();
        if (held.change().of() == Of.LOGGER) {
            logger(held.change().name()).setLevel(held.before());
        }
        filterApplets();
    }

    private void filterApplets() {
        Map<String, Level> levels = changes.values().stream()
                .map(Held::change)
                .filter(change -> change.of() == Of.APPLET)
                .collect(Collectors.toMap(Change::name, change -> Level.toLevel(change.level())));
        filter.levels(levels);
        boolean there = context.getTurboFilterList().contains(filter);
        if (levels.isEmpty() && there) {
            context.getTurboFilterList().remove(filter);
        } else if (!levels.isEmpty() && !there) {
            context.addTurboFilter(filter);
        }
    }

    private Logger logger(String name) {
        return context.getLogger(name);
    }

    private static void require(Of of, String name, String level, Duration length) {
        boolean named = (of == Of.APPLET ? APPLET : LOGGER).matcher(name).matches();
        if (!named) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name of a" + (of == Of.APPLET ? "n " : " ") + word(of) + ".");
        }
        if (!LogQuery.LEVELS.contains(level)) {
            throw new IllegalArgumentException(
                    "level: '" + level + "' (expected: one of " + String.join(", ", LogQuery.LEVELS) + ").");
        }
        if (length.compareTo(Duration.ofMinutes(1)) < 0 || length.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "minutes: " + length.toMinutes() + " (expected: 1 to " + LONGEST.toMinutes() + ").");
        }
    }

    private static String word(Of of) {
        return of == Of.APPLET ? "applet" : "logger";
    }
}
