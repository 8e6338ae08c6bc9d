package dev.hazir.host.metrics;

import dev.hazir.host.lifecycle.HostTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The taps of all ports, or of all topics: each ends by itself, and what it has copied is dropped some minutes later. Safe for
 * use by several threads.
 */
public final class Taps {

    /** How long a tap copies messages. */
    public static final Duration LENGTH = Duration.ofSeconds(60);

    /** How long what it has copied is kept afterwards. */
    public static final Duration KEPT = Duration.ofMinutes(5);

    private static final Logger log = LoggerFactory.getLogger(Taps.class);

    private final String what;
    private final HostTime time;
    private final Executor executor;
    private final Map<Key, Tap> taps = new HashMap<>();

    private record Key(String applet, String name) {}

    /**
     * Nobody looks yet.
     *
     * @param what is tapped, for the log: {@code port} or {@code topic}
     * @param executor ends taps; need not be quick
     */
    public Taps(String what, HostTime time, Executor executor) {
        this.what = what;
        this.time = time;
        this.executor = executor;
    }

    /** Begins to copy; the caller lets messages come. One that runs already ends. */
    public synchronized Tap begin(String applet, String name, String by) {
        Key key = new Key(applet, name);
        Instant until = time.clock().instant().plus(LENGTH);
        Tap tap = new Tap(by, until, time.clock()::instant);
        Tap before = taps.put(key, tap);
        if (before != null) {
            before.end();
        }
        tap.timer(time.after(LENGTH, executor, () -> end(key, tap)));
        log(applet, "{} taps the messages of {} {} for {} s", by, what, name, LENGTH.toSeconds());
        return tap;
    }

    /** Ends it early and drops what it has copied. */
    public synchronized void end(String applet, String name, String by) {
        Tap tap = taps.remove(new Key(applet, name));
        if (tap != null) {
            tap.end();
            tap.timer(() -> {});
            log(applet, "{} ended the tap of {} {}", by, what, name);
        }
    }

    /** What a tap has copied; empty when there is none, or it has been over for some minutes. */
    public synchronized Optional<TapView> view(String applet, String name) {
        return Optional.ofNullable(taps.get(new Key(applet, name))).map(Tap::view);
    }

    /** The tap that copies now: for what begins while it does. */
    public synchronized Optional<Tap> running(String applet, String name) {
        return Optional.ofNullable(taps.get(new Key(applet, name))).filter(tap -> !tap.over());
    }

    private synchronized void end(Key key, Tap tap) {
        tap.end();
        tap.timer(time.after(KEPT, executor, () -> drop(key, tap)));
    }

    private synchronized void drop(Key key, Tap tap) {
        taps.remove(key, tap);
    }

    private static void log(String applet, String text, Object... arguments) {
        try (MDC.MDCCloseable scope = MDC.putCloseable("applet", applet)) {
            log.info(text, arguments);
        }
    }
}
