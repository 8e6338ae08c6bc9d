package dev.hazir.host.port;

import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.lifecycle.Gate;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One declared port of one deployment, as it occupies a socket: the guest to call, the connections it serves, its faults.
 * Upgrading exchanges the occupant, never the socket. Safe for use by several threads.
 */
final class Occupant {

    private final Guest guest;
    private final Declaration declaration;
    private final Gate gate = new Gate();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final LongAdder faults = new LongAdder();
    private volatile @Nullable String lastFault;

    Occupant(Guest guest, Declaration declaration) {
        this.guest = guest;
        this.declaration = declaration;
    }

    Guest guest() {
        return guest;
    }

    Declaration declaration() {
        return declaration;
    }

    /** What guest code is called for, such as {@code line on port devices}. */
    Trigger trigger(String what, Object peer) {
        return Trigger.of(what + " on port " + declaration.name(), peer);
    }

    /** Takes a connection in, unless this occupant has retired. */
    boolean enter(Connection connection) {
        if (!gate.enter()) {
            return false;
        }
        connections.add(connection);
        return true;
    }

    void leave(Connection connection) {
        if (connections.remove(connection)) {
            gate.leave();
        }
    }

    /** Takes no more connections. The stage completes when the last one is closed. */
    CompletionStage<Void> retire() {
        return gate.shut();
    }

    long inside() {
        return gate.inside();
    }

    Set<Connection> connections() {
        return Set.copyOf(connections);
    }

    /** Counts a failure of guest code. */
    void fault(Trigger trigger, Throwable failure) {
        guest.fault(trigger, failure);
        note(trigger + ": " + failure);
    }

    /** Counts a fault of the other side; it is no failure of the guest. */
    void note(String fault) {
        faults.increment();
        lastFault = fault;
    }

    long faults() {
        return faults.sum();
    }

    @Nullable
    String lastFault() {
        return lastFault;
    }

    @Override
    public String toString() {
        return "port " + declaration.name() + " of " + guest;
    }
}
