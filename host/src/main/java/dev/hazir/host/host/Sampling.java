package dev.hazir.host.host;

import dev.hazir.host.applet.Applets;
import dev.hazir.host.front.ClientView;
import dev.hazir.host.front.FrontDoor;
import dev.hazir.host.guest.LoopState;
import dev.hazir.host.guest.LoopWatch;
import dev.hazir.host.lifecycle.Workers;
import dev.hazir.host.metrics.Figures;
import dev.hazir.host.metrics.JavaFigures;
import dev.hazir.host.metrics.Latencies;
import dev.hazir.host.port.PortView;
import dev.hazir.host.port.Ports;
import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.Routes;
import dev.hazir.host.routing.Side;
import dev.hazir.host.topic.TopicView;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What of the host is measured each second. One thread; nothing here blocks. */
final class Sampling implements Consumer<Figures> {

    private static final double MILLIS = 1e6;

    private final LoopWatch watch;
    private final Workers workers;
    private final FrontDoor front;
    private final Routes routes;
    private final Ports ports;
    private final Applets applets;
    private @Nullable JavaFigures java;
    private Map<String, long[]> latenciesBefore = Map.of();

    Sampling(LoopWatch watch, Workers workers, FrontDoor front, Routes routes, Ports ports, Applets applets) {
        this.watch = watch;
        this.workers = workers;
        this.front = front;
        this.routes = routes;
        this.ports = ports;
        this.applets = applets;
    }

    @Override
    public void accept(Figures figures) {
        loops(figures);
        workers(figures);
        requests(figures);
        answers(figures);
        topics(figures);
        ports(figures);
        JavaFigures own = java == null ? new JavaFigures() : java;
        java = own;
        own.into(figures);
    }

    private void loops(Figures figures) {
        for (LoopState loop : watch.loops()) {
            figures.mean("loop.p50/" + loop.name(), millis(loop.median()));
            figures.peak("loop.p99/" + loop.name(), millis(loop.p99()));
        }
        watch.peaks().forEach((loop, longest) -> figures.peak("loop.max/" + loop, millis(longest)));
        figures.rate("loop.blocked", watch.blocks());
    }

    private void workers(Figures figures) {
        Workers.Figures now = workers.figures();
        figures.peak("workers.busy", now.busy());
        figures.peak("workers.queued", now.queued());
        figures.mean("workers.limit", now.limit());
    }

    private void requests(Figures figures) {
        Map<String, Long> byKind = new TreeMap<>();
        Map<String, long[]> latencies = new HashMap<>();
        Map<String, Long> requests = new HashMap<>();
        Map<String, Long> failures = new HashMap<>();
        Map<String, Long> flows = new HashMap<>();
        Map<String, Long> flowFailures = new HashMap<>();
        for (Route route : routes.table().routes()) {
            if (route.hits().latencies().isEmpty()) {
                continue;
            }
            long[] counts = route.hits().latencies().counts();
            long all = sum(counts);
            byKind.merge(route.kind(), all, Long::sum);
            String applet = route.owner().applet();
            requests.merge(applet, all, Long::sum);
            String flow = applet + "/" + route.flow();
            flows.merge(flow, all, Long::sum);
            flowFailures.merge(flow, route.hits().failures(), Long::sum);
            latencies.merge("=" + flow, counts, Sampling::added);
            failures.merge(applet, route.hits().failures(), Long::sum);
            if (route.side() == Side.WEB) {
                latencies.merge(applet, counts, Sampling::added);
            }
            latencies.merge("/" + route.side().word(), counts, Sampling::added);
        }
        byKind.forEach((kind, all) -> figures.rate("requests/" + kind, all));
        requests.forEach((applet, all) -> figures.rate("applet.requests/" + applet, all));
        failures.forEach((applet, failed) -> figures.rate("applet.errors/" + applet, failed));
        flows.forEach((flow, all) -> figures.rate("flow.requests/" + flow, all));
        flowFailures.forEach((flow, failed) -> figures.rate("flow.errors/" + flow, failed));
        latencies.forEach((of, counts) -> {
            long[] before = latenciesBefore.getOrDefault(of, new long[counts.length]);
            long[] lately = Latencies.since(before, counts);
            if (of.startsWith("/")) {
                figures.peak("latency.p50" + of, 1_000 * Latencies.quantile(lately, 0.5));
                figures.peak("latency.p95" + of, 1_000 * Latencies.quantile(lately, 0.95));
                figures.peak("latency.p99" + of, 1_000 * Latencies.quantile(lately, 0.99));
            } else if (of.startsWith("=")) {
                figures.peak("flow.p95/" + of.substring(1), 1_000 * Latencies.quantile(lately, 0.95));
            } else {
                figures.peak("applet.p95/" + of, 1_000 * Latencies.quantile(lately, 0.95));
            }
        });
        latenciesBefore = latencies;
    }

    private void answers(Figures figures) {
        List<ClientView> waiting = front.waiting().stream()
                .filter(client -> client.answering() && client.side().equals("loop"))
                .toList();
        figures.peak("answers.waiting", waiting.size());
        figures.peak(
                "answers.oldest",
                waiting.stream()
                        .mapToLong(client -> client.age().toMillis())
                        .max()
                        .orElse(0));
        figures.mean("connections", front.connections());
    }

    private void topics(Figures figures) {
        for (TopicView topic : applets.topics()) {
            String of = "/" + topic.applet() + "/" + topic.name();
            figures.rate("topic.in" + of, topic.messages());
            figures.rate("topic.out" + of, topic.delivered());
            figures.rate("topic.dropped" + of, topic.dropped());
            figures.peak("topic.queue" + of, topic.longestQueue());
        }
    }

    private void ports(Figures figures) {
        for (PortView port : ports.list()) {
            if (!port.state().equals("draining")) {
                String of = "/" + port.applet() + "/" + port.name();
                figures.mean("port.connections" + of, port.connections());
                figures.rate("port.in" + of, port.inMessages());
                figures.rate("port.out" + of, port.outMessages());
                figures.rate("port.bytes.in" + of, port.inBytes());
                figures.rate("port.bytes.out" + of, port.outBytes());
            }
        }
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / MILLIS;
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    private static long[] added(long[] one, long[] other) {
        long[] sum = one.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other[i];
        }
        return sum;
    }
}
