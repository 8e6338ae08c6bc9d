package dev.hazir.host.port;

import dev.hazir.host.guest.Guest;
import dev.hazir.host.lifecycle.Holder;
import dev.hazir.host.lifecycle.Holding;
import dev.hazir.host.lifecycle.Prospect;
import dev.hazir.host.port.PortOverrides.Place;
import io.netty.channel.ChannelFuture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ports of one deployment. Prepared: bound, and nobody is served. {@link #publish}: new connections and datagrams are
 * this deployment's; those of the version before go over or stay there until {@link #drain} is through. {@link #close} ends
 * all. These are called by one thread at a time, never by an event loop.
 */
public final class PreparedPorts implements Holder, AutoCloseable {

    private enum Stage {
        PREPARED,
        LIVE,
        RETIRED,
        CLOSED
    }

    private static final Logger log = LoggerFactory.getLogger(PreparedPorts.class);
    private static final long TURN_MILLIS = 50;
    private static final long CLOSE_SECONDS = 2;

    private final Ports ports;
    private final Guest guest;
    private final List<Slot> slots;
    private final List<OutgoingLink> links;
    private @Nullable PreparedPorts replaced;
    private volatile Stage stage = Stage.PREPARED;

    PreparedPorts(
            Ports ports, Guest guest, List<Slot> slots, List<OutgoingLink> links, @Nullable PreparedPorts replaced) {
        this.ports = ports;
        this.guest = guest;
        this.slots = List.copyOf(slots);
        this.links = List.copyOf(links);
        this.replaced = replaced;
    }

    /**
     * Serves from now on. A socket that the replaced version has too goes over as it is, with the connections that wait in
     * it; its other sockets are closed. Open connections go over if both versions want that, which is not waited for;
     * outgoing ones that do not go over end before those of the same name begin here.
     */
    public void publish() {
        Ports.requireOffLoop();
        if (stage != Stage.PREPARED) {
            throw new IllegalStateException("the ports of " + guest + " were published or closed before");
        }
        stage = Stage.LIVE;
        occupants().forEach(this::join);
        PreparedPorts before = replaced;
        replaced = null;
        for (Slot slot : slots) {
            bindLate(slot);
            if (slot.declared() instanceof DeclaredPort port) {
                port.bound(slot.socket().number());
            } else if (slot.declared() instanceof DeclaredUdpPort port && slot.socket() instanceof UdpSocket socket) {
                port.bound(socket);
            }
            slot.declared().live(() -> withdraw(slot));
            slot.socket().occupy(slot.occupant());
            if (slot.declared().ended()) { // closed by the applet while it was starting
                withdraw(slot);
            }
        }
        links.forEach(link -> link.declared().live(link::stop));
        if (before == null) {
            links.forEach(OutgoingLink::start);
        } else {
            before.leaveSockets();
            new Upgrade(before, this, ports.time()).begin();
        }
    }

    /**
     * What would become of the connections that are open now if another deployment took over. Calls its code, and waits for
     * event loops.
     *
     * @param declared the ports of the other deployment, in rehearsal
     * @param kept the names of those that would listen where they listen now
     */
    public List<Prospect> prospects(Guest next, List<? extends Declaration> declared, Set<String> kept) {
        Ports.requireOffLoop();
        Outlook outlook = new Outlook(next, declared);
        return Stream.concat(
                        slots.stream()
                                .flatMap(slot -> outlook
                                        .of(slot, kept.contains(slot.declared().name()))
                                        .stream()),
                        links.stream().flatMap(link -> outlook.of(link).stream()))
                .toList();
    }

    @Override
    public List<Holding> holding() {
        return Holding.of(
                "connection",
                "loop",
                occupants()
                        .flatMap(occupant -> occupant.connections().stream())
                        .map(Connection::view)
                        .map(view -> new Holding.Item("port " + view.port(), view.id(), view.remote(), view.since()))
                        .toList());
    }

    /** Takes nothing new and lets what is open go on; the stage completes when no connection is left. */
    @Override
    public CompletionStage<Void> drain(Duration patience) {
        Ports.requireOffLoop();
        stage = Stage.RETIRED;
        leaveSockets();
        links.forEach(OutgoingLink::stop);
        return retire();
    }

    /** Closes what is still open politely, some at a time. */
    @Override
    public void end(Duration spread) {
        guest.loop().execute(() -> closeAll(spread));
    }

    /**
     * Closes everything at once and waits shortly for it. Before {@link #publish} nothing remains of the preparation, and
     * the version that runs is not touched.
     */
    @Override
    public void close() {
        Ports.requireOffLoop();
        if (stage == Stage.CLOSED) {
            return;
        }
        boolean published = stage != Stage.PREPARED;
        stage = Stage.CLOSED;
        replaced = null;
        if (published) {
            leaveSockets();
        } else {
            slots.stream()
                    .filter(slot -> !slot.kept())
                    .forEach(slot -> slot.socket().close());
        }
        links.forEach(OutgoingLink::stop);
        CompletionStage<Void> empty = retire();
        occupants().forEach(Occupant::close);
        occupants().flatMap(occupant -> occupant.connections().stream()).forEach(Connection::end);
        await(empty);
        slots.forEach(slot -> slot.declared().close());
        links.forEach(link -> link.declared().close());
        ports.forget(this);
    }

    Guest guest() {
        return guest;
    }

    List<Slot> slots() {
        return slots;
    }

    List<OutgoingLink> links() {
        return links;
    }

    /** The outgoing connection with a name, or null. */
    @Nullable
    OutgoingLink link(String name) {
        return links.stream()
                .filter(link -> link.declared().name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The socket that a port with this place may go on with, or null. */
    @Nullable
    BoundSocket socket(String protocol, String name, Place place) {
        return slots.stream()
                .filter(slot -> slot.occupied() && slot.socket().serves(protocol, name, place))
                .map(Slot::socket)
                .findFirst()
                .orElse(null);
    }

    /** A socket of these that must be closed before the place can be bound, or null. */
    @Nullable
    BoundSocket blocker(String protocol, Place place) {
        return slots.stream()
                .filter(slot -> slot.occupied() && slot.socket().blocks(protocol, place))
                .map(Slot::socket)
                .findFirst()
                .orElse(null);
    }

    List<PortView> views() {
        Stage now = stage;
        if (now == Stage.PREPARED || now == Stage.CLOSED) {
            return List.of();
        }
        return Stream.concat(
                        slots.stream()
                                .filter(slot ->
                                        now == Stage.LIVE || slot.occupant().count() > 0)
                                .map(slot -> PortStates.of(slot, now == Stage.RETIRED)),
                        links.stream()
                                .filter(link ->
                                        now == Stage.LIVE || link.occupant().count() > 0)
                                .map(link -> PortStates.of(link, now == Stage.RETIRED)))
                .toList();
    }

    List<ConnectionView> connections(String port) {
        return occupants()
                .filter(occupant -> occupant.declaration().name().equals(port))
                .flatMap(occupant -> occupant.connections().stream())
                .map(Connection::view)
                .toList();
    }

    /** Binds what could not be bound while the version before was listening, or has been closed meanwhile. */
    private void bindLate(Slot slot) {
        BoundSocket blocker = slot.blocker();
        if (blocker != null) {
            blocker.close();
        }
        if (slot.socket().isOpen()) {
            return;
        }
        ChannelFuture bound = slot.socket().bind().awaitUninterruptibly();
        if (bound.isSuccess()) {
            slot.socket().bound(bound.channel());
        } else {
            String sentence = "It could not be opened: " + bound.cause() + "; restart the applet to try again.";
            slot.socket().trouble(sentence);
            slot.occupant().note(sentence);
            log.error("{}: {}", slot.occupant(), sentence);
        }
    }

    private void leaveSockets() {
        slots.stream().filter(Slot::occupied).forEach(slot -> slot.socket().close());
    }

    private CompletionStage<Void> retire() {
        return CompletableFuture.allOf(occupants()
                .map(occupant -> occupant.retire().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    /** An operator may be tapping a port of this name while its version changes. */
    private void join(Occupant occupant) {
        ports.taps().running(guest.id(), occupant.declaration().name()).ifPresent(occupant::tap);
    }

    Stream<Occupant> occupants() {
        return Stream.concat(slots.stream().map(Slot::occupant), links.stream().map(OutgoingLink::occupant));
    }

    private void closeAll(Duration spread) {
        Deque<Connection> left = new ArrayDeque<>();
        occupants().forEach(occupant -> left.addAll(occupant.connections()));
        if (!left.isEmpty()) {
            log.info("{}: closing the {} connections that are left", guest, left.size());
            long turns = 1 + spread.toMillis() / TURN_MILLIS;
            closeSome(left, (int) (1 + (left.size() - 1) / turns));
        }
    }

    private void closeSome(Deque<Connection> left, int number) {
        for (int i = 0; i < number && !left.isEmpty(); i++) {
            left.remove().close("its version was replaced or stopped");
        }
        if (!left.isEmpty()) {
            guest.loop().schedule(() -> closeSome(left, number), TURN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void withdraw(Slot slot) {
        if (slot.occupied()) {
            slot.socket().closeSoon();
        }
        slot.occupant().retire();
        slot.occupant().connections().forEach(connection -> connection.close("the applet closed its port"));
    }

    private void await(CompletionStage<Void> empty) {
        try {
            empty.toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.warn("connections of {} were still open {} s after they were closed", guest, CLOSE_SECONDS, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
