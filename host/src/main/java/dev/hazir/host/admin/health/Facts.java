package dev.hazir.host.admin.health;

import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.front.ClientView;
import dev.hazir.host.guest.BlockReport;
import dev.hazir.host.guest.LoopState;
import dev.hazir.host.lifecycle.Workers;
import dev.hazir.host.metrics.History;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.port.PortView;
import dev.hazir.host.topic.TopicView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is known now, and what was measured lately.
 *
 * @param blockedNow calls that keep event loops waiting
 * @param blocks those that have ended, newest first
 * @param clients connections of the web port that wait for something
 * @param receivers who does not take what is sent, those with most first
 * @param problems what of the machine is wrong, such as a full disk
 */
public record Facts(
        Instant now,
        List<BlockReport> blockedNow,
        List<BlockReport> blocks,
        List<LoopState> loops,
        Workers.Figures workers,
        List<ClientView> clients,
        List<SlowReceiver> receivers,
        List<TopicView> topics,
        List<Problem> problems,
        Machine machine,
        Slowest slowest) {

    static final Duration LATELY = Duration.ofMinutes(5);

    private static final long MUCH = 256 * 1024;
    private static final Duration A_WHILE = Duration.ofMinutes(15);

    /**
     * The JVM and what it runs on; not a number where nothing was measured.
     *
     * @param pause how long Java stood still in one second at most, of the last minutes, in milliseconds
     * @param longestPause the same of the last quarter of an hour
     * @param heap megabytes in use after the last collection
     * @param heapMost megabytes that there may be
     * @param cpu percent of the machine's processors in the last minute
     * @param ownCpu what of it was this host's
     */
    public record Machine(double pause, double longestPause, double heap, double heapMost, double cpu, double ownCpu) {}

    /**
     * The applet whose pages take longest.
     *
     * @param applet its id, or empty when no page was asked for
     * @param p95 in milliseconds
     */
    public record Slowest(String applet, double p95) {}

    public static Facts of(AdminSources sources) {
        History history = sources.history();
        List<ClientView> clients = sources.waiting().get();
        return new Facts(
                sources.time().clock().instant(),
                sources.watch().blockedNow(),
                sources.watch().reports(),
                sources.watch().loops(),
                sources.workers().get(),
                clients,
                receivers(sources, clients),
                sources.applets().topics(),
                sources.problems().get().stream()
                        .filter(problem -> problem.code().startsWith("SYS-"))
                        .toList(),
                new Machine(
                        history.most("java.pause", LATELY),
                        history.most("java.pause", A_WHILE),
                        history.last("java.heap"),
                        Runtime.getRuntime().maxMemory() / (double) (1 << 20),
                        history.mean("cpu.machine", Duration.ofMinutes(1)),
                        history.mean("cpu.process", Duration.ofMinutes(1))),
                slowest(history));
    }

    /** The answers that event loops have promised for later. */
    public List<ClientView> answers() {
        return clients.stream()
                .filter(client -> client.answering() && client.side().equals("loop"))
                .toList();
    }

    /** Who keeps workers busy. */
    List<ClientView> onWorkers() {
        return clients.stream()
                .filter(client -> client.answering() && client.side().equals("web"))
                .toList();
    }

    private static List<SlowReceiver> receivers(AdminSources sources, List<ClientView> clients) {
        Stream<SlowReceiver> web = clients.stream()
                .map(client -> new SlowReceiver(client.applet(), client.what(), client.remote(), client.unsentBytes()));
        Stream<SlowReceiver> ports = sources.ports().get().stream()
                .filter(port -> port.unsentBytes() >= MUCH)
                .flatMap(port -> connections(sources, port));
        return Stream.concat(web, ports)
                .filter(receiver -> receiver.unsentBytes() >= MUCH)
                .sorted(Comparator.comparingLong(SlowReceiver::unsentBytes).reversed())
                .toList();
    }

    private static Stream<SlowReceiver> connections(AdminSources sources, PortView port) {
        return sources.connections().apply(port.applet(), port.name()).stream()
                .map(connection -> new SlowReceiver(
                        connection.applet(),
                        "port " + connection.port(),
                        connection.remote(),
                        connection.pendingBytes()));
    }

    private static Slowest slowest(History history) {
        String prefix = "applet.p95/";
        return history.names().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> new Slowest(name.substring(prefix.length()), history.mean(name, A_WHILE)))
                .filter(one -> !Double.isNaN(one.p95()))
                .max(Comparator.comparingDouble(Slowest::p95))
                .orElse(new Slowest("", Double.NaN));
    }
}
