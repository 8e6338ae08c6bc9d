package dev.hazir.host.port;

import dev.hazir.host.guest.Guest;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.port.PortOverrides.Place;
import io.netty.channel.ChannelFuture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds the ports of one deployment: all, or none and a list of what is in the way. Used once, by one thread. */
final class Preparation {

    private final Ports ports;
    private final Guest guest;
    private final PortOverrides overrides;
    private final @Nullable PreparedPorts replaced;
    private final List<Slot> slots = new ArrayList<>();
    private final List<OutgoingLink> links = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    Preparation(Ports ports, Guest guest, PortOverrides overrides, @Nullable PreparedPorts replaced) {
        this.ports = ports;
        this.guest = guest;
        this.overrides = overrides;
        this.replaced = replaced;
    }

    PreparedPorts run(List<? extends Declaration> declarations) throws RefusedException {
        for (Declaration declared : declarations) {
            if (declared.ended()) {
                continue;
            }
            if (!names.add(declared.name())) {
                problems.add(problem(
                        "APP-105",
                        guest.id() + " declares two ports with the name \"" + declared.name() + "\".",
                        "",
                        "Give each port of the applet a name of its own."));
            } else {
                add(declared, new Occupant(guest, declared));
            }
        }
        if (!problems.isEmpty()) {
            slots.stream()
                    .filter(slot -> !slot.kept())
                    .forEach(slot -> slot.socket().close());
            throw new RefusedException(problems);
        }
        return new PreparedPorts(ports, guest, slots, links, replaced);
    }

    private void add(Declaration declared, Occupant occupant) {
        if (declared instanceof DeclaredOutgoing outgoing) {
            OutgoingLink link = ports.link(outgoing, occupant);
            outgoing.linked(link);
            links.add(link);
        } else if (declared instanceof DeclaredPort port) {
            Place place = overrides.place(guest.id(), port.name(), port.declaredNumber());
            addSocket(port, occupant, place, ports.listener(port.name(), place));
        } else if (declared instanceof DeclaredUdpPort port) {
            Place place = overrides.place(guest.id(), port.name(), port.declaredNumber());
            addSocket(port, occupant, place, ports.udpSocket(port.name(), place));
        }
    }

    private void addSocket(Declaration declared, Occupant occupant, Place place, BoundSocket fresh) {
        BoundSocket kept = replaced == null ? null : replaced.socket(declared.protocol(), declared.name(), place);
        if (kept != null && slots.stream().noneMatch(slot -> slot.socket() == kept)) {
            slots.add(new Slot(declared, occupant, kept, true, null));
            return;
        }
        BoundSocket blocker = replaced == null ? null : replaced.blocker(declared.protocol(), place);
        if (blocker != null && slots.stream().noneMatch(slot -> slot.socket() == blocker)) {
            slots.add(new Slot(declared, occupant, fresh, false, blocker));
            return;
        }
        ChannelFuture bound = fresh.bind().awaitUninterruptibly();
        if (bound.isSuccess()) {
            fresh.bound(bound.channel());
            slots.add(new Slot(declared, occupant, fresh, false, null));
        } else {
            problems.add(
                    PortRefusal.of(guest.id(), declared, place, bound.cause(), holder(declared.protocol(), place)));
        }
    }

    private String holder(String protocol, Place place) {
        for (Slot slot : slots) {
            if (slot.socket().blocks(protocol, place)) {
                return "the same applet, port \"" + slot.declared().name() + "\"";
            }
        }
        return ports.holding(protocol, place);
    }

    private Problem problem(String code, String what, String why, String fix) {
        return new Problem(code, guest.id(), what, why, fix);
    }
}
