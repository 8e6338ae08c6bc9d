package dev.hazir.host.port;

import dev.hazir.applet.AtUpgrade;
import dev.hazir.host.lifecycle.HostTime;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets the next version go on with what the version before has open. Used once, by the thread that publishes. */
final class Upgrade {

    private static final long SPREAD_MILLIS = 2_000;

    private final PreparedPorts before;
    private final PreparedPorts next;
    private final HostTime time;

    Upgrade(PreparedPorts before, PreparedPorts next, HostTime time) {
        this.before = before;
        this.next = next;
        this.time = time;
    }

    /** To be called when the sockets are the next version's. Nothing is waited for. */
    void begin() {
        for (Slot slot : before.slots()) {
            if (slot.declared() instanceof DeclaredPort port) {
                Occupant from = slot.occupant();
                Occupant heir = heir(slot);
                if (heir != null) {
                    heir.inherit(from);
                }
                from.succeededBy(new Succession(from, heir, connection -> {}, fate(port.policy()), time));
            }
        }
        for (OutgoingLink link : before.links()) {
            OutgoingLink heir = next.link(link.declared().name());
            if (heir == null) {
                link.stop();
            } else {
                link.giveTo(heir, heir.expect());
            }
        }
        next.links().stream()
                .filter(link -> before.link(link.declared().name()) == null)
                .forEach(OutgoingLink::start);
    }

    private @Nullable Occupant heir(Slot slot) {
        return next.slots().stream()
                .filter(other -> other.kept()
                        && other.socket() == slot.socket()
                        && other.declared().name().equals(slot.declared().name())
                        && other.declared().service().codecs() == null
                        && slot.declared().service().codecs() == null)
                .map(Slot::occupant)
                .findFirst()
                .orElse(null);
    }

    /** What becomes of a connection that does not go over. */
    private Consumer<Connection> fate(AtUpgrade policy) {
        return policy == AtUpgrade.FINISH
                ? connection -> {}
                : connection -> time.after(
                        Duration.ofMillis(ThreadLocalRandom.current().nextLong(SPREAD_MILLIS)),
                        connection.loop(),
                        () -> connection.close("its version was replaced"));
    }
}
