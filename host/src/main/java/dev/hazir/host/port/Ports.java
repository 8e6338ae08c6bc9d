package dev.hazir.host.port;

import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.LoopThread;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.metrics.Tap;
import dev.hazir.host.metrics.TapView;
import dev.hazir.host.metrics.Taps;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.port.PortOverrides.Place;
import io.netty.channel.EventLoopGroup;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All ports of the host, with the sockets behind them. A deployment's ports are prepared, published, drained and closed
 * as a whole. Safe for use by several threads.
 */
public final class Ports implements AutoCloseable {

    private final EventLoopGroup loops;
    private final HostTime time;
    private final AtomicLong connections = new AtomicLong();
    private final List<PreparedPorts> deployments = new CopyOnWriteArrayList<>();
    private final Taps taps;

    /**
     * No ports yet.
     *
     * @param loops where sockets are served
     */
    public Ports(EventLoopGroup loops, HostTime time) {
        this.loops = loops;
        this.time = time;
        this.taps = new Taps("port", time, loops);
    }

    /**
     * Binds what a deployment has declared, without taking anything from it yet. A port that the replaced version has on
     * the same address and number will keep its socket. Not to be called on an event loop.
     *
     * @param replaced the ports of the version that runs now, or null
     * @throws RefusedException with all that is in the way; nothing stays bound then
     */
    public PreparedPorts prepare(
            Guest guest,
            List<? extends Declaration> declarations,
            PortOverrides overrides,
            @Nullable PreparedPorts replaced)
            throws RefusedException {
        requireOffLoop();
        synchronized (this) {
            PreparedPorts prepared = new Preparation(this, guest, overrides, replaced).run(declarations);
            deployments.add(prepared);
            return prepared;
        }
    }

    /** What would be in the way of the ports of a rehearsed deployment. Takes nothing from anybody. */
    public List<Problem> obstacles(
            Guest guest,
            List<? extends Declaration> declarations,
            PortOverrides overrides,
            @Nullable PreparedPorts replaced) {
        return new Foresight(this, guest.id(), overrides, replaced).problems(declarations);
    }

    /** Where the ports of a deployment are to be. */
    public static List<ForeseenPort> foresee(
            String applet, List<? extends Declaration> declarations, PortOverrides overrides) {
        return declarations.stream()
                .map(declared -> Foresight.foreseen(applet, declared, overrides))
                .toList();
    }

    /** All ports that are or were to be open, of all applets. */
    public List<PortView> list() {
        return deployments.stream().flatMap(ports -> ports.views().stream()).toList();
    }

    /** The open connections of one port of an applet, of all its versions. */
    public List<ConnectionView> connections(String applet, String port) {
        return deployments.stream()
                .filter(ports -> ports.guest().id().equals(applet))
                .flatMap(ports -> ports.connections(port).stream())
                .toList();
    }

    /** Closes a connection as its applet would. Returns whether it was open. */
    public boolean closeConnection(String applet, String port, String id, String by) {
        return occupants(applet, port).stream()
                        .flatMap(occupant -> occupant.connections().stream())
                        .filter(connection -> connection.id().equals(id))
                        .peek(connection -> connection.close(by + " closed it"))
                        .count()
                > 0;
    }

    /** Copies the messages of a port for a while. Returns whether there is such a port. */
    public boolean tap(String applet, String port, String by) {
        List<Occupant> occupants = occupants(applet, port);
        if (!occupants.isEmpty()) {
            Tap tap = taps.begin(applet, port, by);
            occupants.forEach(occupant -> occupant.tap(tap));
        }
        return !occupants.isEmpty();
    }

    public void endTap(String applet, String port, String by) {
        taps.end(applet, port, by);
    }

    /** What the tap of a port has copied; empty when nobody taps it, or has for some minutes. */
    public Optional<TapView> tapped(String applet, String port) {
        return taps.view(applet, port);
    }

    /** Closes everything. */
    @Override
    public void close() {
        deployments.forEach(PreparedPorts::close);
    }

    static void requireOffLoop() {
        if (LoopThread.here()) {
            throw new IllegalStateException("ports are opened and closed by the host's operator thread or a worker;"
                    + " this is an event loop, which must not wait");
        }
    }

    Taps taps() {
        return taps;
    }

    /** A port of an applet, as each of its versions has it. */
    private List<Occupant> occupants(String applet, String port) {
        return deployments.stream()
                .filter(ports -> ports.guest().id().equals(applet))
                .flatMap(PreparedPorts::occupants)
                .filter(occupant -> occupant.declaration().name().equals(port))
                .toList();
    }

    HostTime time() {
        return time;
    }

    Listener listener(String name, Place place) {
        return new Listener(name, place, loops, time, connections);
    }

    UdpSocket udpSocket(String name, Place place) {
        return new UdpSocket(name, place, loops);
    }

    OutgoingLink link(DeclaredOutgoing declared, Occupant occupant) {
        return new OutgoingLink(declared, occupant, time, connections);
    }

    /** Which applet and port holds a place, or null. */
    @Nullable
    String holder(String protocol, Place place) {
        for (PreparedPorts ports : deployments) {
            for (Slot slot : ports.slots()) {
                if (slot.socket().isOpen() && slot.socket().blocks(protocol, place)) {
                    return "applet " + ports.guest().id() + ", port \""
                            + slot.declared().name() + "\"";
                }
            }
        }
        return null;
    }

    /** The same, or what the system knows of who holds it. */
    String holding(String protocol, Place place) {
        String known = holder(protocol, place);
        return known != null ? known : PortHolders.describe(protocol, place.number());
    }

    List<PreparedPorts> deployments() {
        return List.copyOf(deployments);
    }

    void forget(PreparedPorts ports) {
        deployments.remove(ports);
    }
}
