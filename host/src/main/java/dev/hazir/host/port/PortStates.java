package dev.hazir.host.port;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says in which state a port is, for operators. */
final class PortStates {

    private PortStates() {}

    static PortView of(Slot slot, boolean draining) {
        BoundSocket socket = slot.socket();
        String state;
        String reason = "";
        if (draining) {
            state = "draining";
            reason = left(slot.occupant());
        } else if (slot.declared().ended()) {
            state = "closed";
            reason = "The applet has closed it.";
        } else if (!socket.trouble().isEmpty()) {
            state = "failed";
            reason = socket.trouble();
        } else {
            state = "open";
        }
        return view(slot.occupant(), socket.wanted().bind(), socket.number(), state, reason, null);
    }

    static PortView of(OutgoingLink link, boolean draining) {
        Instant nextTry = link.nextTry();
        String state;
        String reason = "";
        if (draining) {
            state = "draining";
            reason = left(link.occupant());
        } else if (link.declared().ended()) {
            state = "closed";
            reason = "The applet has closed it.";
        } else if (link.connected()) {
            state = "open";
        } else if (nextTry != null) {
            state = "failed";
            reason = "Not connected: " + link.lastError() + ".";
        } else {
            state = "connecting";
            reason = link.lastError();
        }
        DeclaredOutgoing.Target target = link.declared().target();
        return view(link.occupant(), target.host(), target.number(), state, reason, nextTry);
    }

    private static String left(Occupant occupant) {
        int left = occupant.count();
        return left + (left == 1 ? " connection ends" : " connections end") + " on version "
                + occupant.guest().info().version() + ".";
    }

    private static PortView view(
            Occupant occupant, String bind, int number, String state, String reason, @Nullable Instant nextTry) {
        Traffic traffic = occupant.traffic();
        return new PortView(
                occupant.declaration().name(),
                occupant.guest().id(),
                occupant.guest().info().version(),
                occupant.declaration().protocol(),
                bind,
                number,
                state,
                reason,
                occupant.count(),
                traffic.inMessages(),
                traffic.inBytes(),
                traffic.outMessages(),
                traffic.outBytes(),
                occupant.connections().stream()
                        .mapToLong(Connection::unsentBytes)
                        .sum(),
                occupant.faults(),
                occupant.lastFault(),
                nextTry);
    }
}
