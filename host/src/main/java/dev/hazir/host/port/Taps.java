package dev.hazir.host.port;

import dev.hazir.host.lifecycle.HostTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The taps of all ports: each ends by itself, and what it has copied is dropped some minutes later. An upgrade does not end
 * it. Safe for use by several threads.
 */
final class Taps {

    static final Duration LENGTH = Duration.ofSeconds(60);
    static final Duration KEPT = Duration.ofMinutes(5);

    private static final Logger log = LoggerFactory.getLogger(Taps.class);

    private final HostTime time;
    private final Executor loops;
    private final Map<Key, Tap> taps = new HashMap<>();

    private record Key(String applet, String port) {}

    Taps(HostTime time, Executor loops) {
        this.time = time;
        this.loops = loops;
    }

    /** Begins to copy. One that runs already ends. */
    synchronized void begin(String applet, String port, List<Occupant> occupants, String by) {
        Key key = new Key(applet, port);
        Instant until = time.clock().instant().plus(LENGTH);
        Tap tap = new Tap(by, until, time.clock()::instant);
        Tap before = taps.put(key, tap);
        if (before != null) {
            before.end();
        }
        occupants.forEach(occupant -> occupant.tap(tap));
        tap.timer(time.after(LENGTH, loops, () -> end(key, tap)));
        log(applet, "{} taps the messages of port {} for {} s", by, port, LENGTH.toSeconds());
    }

    /** Ends it early and drops what it has copied. */
    synchronized void end(String applet, String port, String by) {
        Key key = new Key(applet, port);
        Tap tap = taps.remove(key);
        if (tap != null) {
            tap.end();
            tap.timer(() -> {});
            log(applet, "{} ended the tap of port {}", by, port);
        }
    }

    synchronized Optional<TapView> view(String applet, String port) {
        return Optional.ofNullable(taps.get(new Key(applet, port))).map(Tap::view);
    }

    /** A version's ports are about to be live. */
    synchronized void join(Stream<Occupant> occupants) {
        if (!taps.isEmpty()) {
            occupants.forEach(occupant -> {
                Tap tap = taps.get(
                        new Key(occupant.guest().id(), occupant.declaration().name()));
                if (tap != null && !tap.over()) {
                    occupant.tap(tap);
                }
            });
        }
    }

    private synchronized void end(Key key, Tap tap) {
        tap.end();
        tap.timer(time.after(KEPT, loops, () -> drop(key, tap)));
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
