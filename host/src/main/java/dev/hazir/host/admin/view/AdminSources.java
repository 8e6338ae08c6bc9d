package dev.hazir.host.admin.view;

import dev.hazir.host.admin.map.MapMemory;
import dev.hazir.host.applet.Applets;
import dev.hazir.host.backup.Backups;
import dev.hazir.host.config.InstallSources;
import dev.hazir.host.front.ClientView;
import dev.hazir.host.guest.Faults;
import dev.hazir.host.guest.LoopWatch;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.lifecycle.Workers;
import dev.hazir.host.metrics.History;
import dev.hazir.host.operation.Operations;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.Snoozes;
import dev.hazir.host.port.ConnectionView;
import dev.hazir.host.port.PortView;
import dev.hazir.host.routing.Routes;
import dev.hazir.host.security.Access;
import dev.hazir.host.security.HostToken;
import dev.hazir.host.unload.Unloads;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the operator's side looks at and acts upon.
 *
 * @param ports the named ports of all applets
 * @param problems what is wrong now and an operator can fix
 * @param snoozes which of them nobody wants to be told
 * @param watch what keeps event loops waiting
 * @param workers how the workers are used
 * @param token who may use the REST interface
 * @param logFile where {@code GET /logs} reads
 * @param uploads a directory for jars on their way in; created when missing
 * @param jarSources where jars may be fetched from without being sent
 * @param faults the last failed calls of applets
 * @param unloads the verdicts on deployments that have ended
 * @param history what was measured of this run
 * @param waiting connections of the web port that wait for something
 * @param map where the boxes of the map stand
 * @param virtual the workers that are virtual threads
 * @param connections the open connections of an applet's port
 * @param traffic what passes routes, ports and topics
 * @param access who may come in
 * @param network how the host is reached
 * @param home the home directory
 * @param leaving runs what it is given when the host begins to stop, before connections end
 */
public record AdminSources(
        Applets applets,
        Operations operations,
        Routes routes,
        Supplier<List<PortView>> ports,
        Supplier<List<Problem>> problems,
        Snoozes snoozes,
        LoopWatch watch,
        Supplier<Workers.Figures> workers,
        HostToken token,
        Path logFile,
        Path uploads,
        InstallSources jarSources,
        Faults faults,
        HostTime time,
        Unloads unloads,
        Backups backups,
        History history,
        Supplier<List<ClientView>> waiting,
        MapMemory map,
        Supplier<List<Thread>> virtual,
        BiFunction<String, String, List<ConnectionView>> connections,
        TrafficSources traffic,
        Access access,
        NetworkSources network,
        Consumer<Runnable> leaving,
        Path home) {

    /** What is wrong, without what was put aside. On a thread that may block. */
    public List<Problem> openProblems() {
        return snoozes.open(problems.get());
    }
}
