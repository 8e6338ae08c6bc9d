package dev.hazir.host.host;

import dev.hazir.host.front.FrontDoor;
import dev.hazir.host.guest.LoopState;
import dev.hazir.host.guest.LoopWatch;
import dev.hazir.host.lifecycle.Workers;
import dev.hazir.host.metrics.HostMetrics;
import dev.hazir.host.unload.Unloads;

/** What of the host itself is told by {@code GET /metrics}. */
final class Gauges {

    private final HostMetrics metrics;

    private Gauges(HostMetrics metrics) {
        this.metrics = metrics;
    }

    static Gauges of(HostMetrics metrics, LoopWatch watch, Workers workers) {
        watch.loops().forEach(loop -> metrics.loopLag(loop.name(), () -> lag(watch, loop.name())));
        metrics.gauge("hazir.loop.blocked", "Calls that kept an event loop too long", watch::blocks);
        metrics.workers(
                () -> workers.figures().busy(),
                () -> workers.figures().queued(),
                () -> workers.figures().limit());
        return new Gauges(metrics);
    }

    Gauges and(FrontDoor front) {
        metrics.connections(front::connections);
        return this;
    }

    Gauges and(Unloads unloads) {
        metrics.gauge(
                "hazir.deployments.held",
                "Ended deployments whose classes are held",
                () -> unloads.held().size());
        metrics.gauge("hazir.unloads.clean", "Ended deployments whose classes are gone", unloads::clean);
        return this;
    }

    /** In seconds. */
    private static double lag(LoopWatch watch, String loop) {
        return watch.loops().stream()
                .filter(state -> state.name().equals(loop))
                .mapToDouble(Gauges::seconds)
                .max()
                .orElse(0);
    }

    private static double seconds(LoopState state) {
        return state.lag().toNanos() / 1e9;
    }
}
