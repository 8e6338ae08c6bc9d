package dev.hazir.host.front;

import dev.hazir.host.http.Failures;
import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What all connections of the front door share. Any thread. */
final class Door {

    /** How the front door stands. */
    enum Phase {
        STARTING,
        OPEN,
        DRAINING
    }

    private final FrontConfig config;
    private final ExchangeObserver observer;
    private final HttpDate date;
    private final Failures failures;
    private final Set<Http1Connection> connections = ConcurrentHashMap.newKeySet();
    private final Map<EventLoop, TurnFlush> flushes = new ConcurrentHashMap<>();
    private volatile Phase phase = Phase.STARTING;

    Door(FrontConfig config, ExchangeObserver observer, HttpDate date, Failures failures) {
        this.config = config;
        this.observer = observer;
        this.date = date;
        this.failures = failures;
    }

    FrontConfig config() {
        return config;
    }

    ExchangeObserver observer() {
        return observer;
    }

    HttpDate date() {
        return date;
    }

    Failures failures() {
        return failures;
    }

    /** The open connections, also those that have left HTTP. */
    Set<Http1Connection> connections() {
        return connections;
    }

    /** What flushes for the connections of a loop. */
    TurnFlush flush(EventLoop loop) {
        return flushes.computeIfAbsent(loop, TurnFlush::new);
    }

    Phase phase() {
        return phase;
    }

    void phase(Phase next) {
        phase = next;
    }
}
