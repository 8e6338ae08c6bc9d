package dev.hazir.host.port;

import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.guest.Turn;
import dev.hazir.host.lifecycle.Gate;
import dev.hazir.host.lifecycle.Lineage;
import dev.hazir.host.metrics.Tap;
import io.netty.channel.EventLoop;
import java.util.Optional;
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
    private final String handler;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Traffic past = new Traffic();
    private final LongAdder faults = new LongAdder();
    private volatile @Nullable String lastFault;
    private volatile @Nullable Succession succession;
    private volatile Lineage<Occupant> lineage = new Lineage<>();
    private volatile boolean closed;
    private volatile @Nullable Tap tap;
    private @Nullable Turn turn;

    Occupant(Guest guest, Declaration declaration) {
        this.guest = guest;
        this.declaration = declaration;
        this.handler = "port " + declaration.name();
    }

    Guest guest() {
        return guest;
    }

    Declaration declaration() {
        return declaration;
    }

    /** What guest code is called for, such as {@code line on port devices}. */
    Trigger trigger(String what, Object peer) {
        return Trigger.of(what + " on port " + declaration.name(), peer).in(handler);
    }

    /** What is moved as a whole when it keeps event loops waiting. */
    String handler() {
        return handler;
    }

    /** Where the guest takes the datagrams of a port that was moved. */
    synchronized Turn turn(EventLoop loop) {
        Turn made = turn;
        if (made == null) {
            made = new Turn(guest, handler, loop);
            turn = made;
        }
        return made;
    }

    /** Whether it was moved off the event loops. */
    boolean moved() {
        return guest.moved(handler);
    }

    /** Takes a connection in, unless this occupant has retired. */
    boolean enter(Connection connection) {
        if (!gate.enter()) {
            return false;
        }
        connections.add(connection);
        return true;
    }

    /** Keeps a place for a connection of the version before, unless this occupant has retired. */
    boolean reserve() {
        return gate.enter();
    }

    void unreserve() {
        gate.leave();
    }

    /** Takes in a connection for which a place is kept, unless this occupant was closed meanwhile. */
    boolean admit(Connection connection) {
        connections.add(connection);
        return !(closed && connections.remove(connection));
    }

    /** Says what follows: each connection that is open decides on its event loop whether it goes over. */
    void succeededBy(Succession next) {
        follow(next);
        for (Connection connection : connections) {
            connection.replaced(next, next.expect());
        }
        next.decided();
    }

    /** Counts this one to those that have followed one another on the same port. */
    void inherit(Occupant before) {
        Lineage<Occupant> line = before.lineage;
        lineage = line;
        line.newest(this);
    }

    /** The newest of those that have followed one another on the same port. */
    Optional<Occupant> newest() {
        return Optional.ofNullable(lineage.newest());
    }

    /** Says what follows to connections that come to be open from now on. */
    void follow(Succession next) {
        succession = next;
    }

    /** What follows; null while it is the newest, or when the applet has just ended. */
    @Nullable
    Succession succession() {
        return succession;
    }

    /** Nothing is to be decided on any more. */
    void succeeded() {
        succession = null;
    }

    /** Takes in nothing any more, not even what has a place reserved. */
    void close() {
        closed = true;
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

    /** How many connections it has or is about to have. */
    long inside() {
        return gate.inside();
    }

    /** How many connections it has. */
    int count() {
        return connections.size();
    }

    /** What went over its connections and over those it has had, unless another version goes on with them. */
    Traffic traffic() {
        Traffic sum = new Traffic();
        sum.add(past);
        connections.forEach(connection -> sum.add(connection.traffic()));
        return sum;
    }

    /** Counts what goes over no connection, such as datagrams, or went over one that has ended. */
    Traffic past() {
        return past;
    }

    /** What copies its messages; null while nobody looks. */
    @Nullable
    Tap tap() {
        Tap now = tap;
        if (now != null && now.over()) {
            tap = null;
            return null;
        }
        return now;
    }

    void tap(Tap next) {
        tap = next;
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
