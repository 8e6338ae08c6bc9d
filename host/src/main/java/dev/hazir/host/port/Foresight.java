package dev.hazir.host.port;

import dev.hazir.host.operation.Problem;
import dev.hazir.host.port.PortOverrides.Place;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the ports of a rehearsed deployment would be, and what is in the way. Nothing listens for it at any moment: a place
 * is tried with a socket that is bound and takes no connection.
 */
final class Foresight {

    private final Ports ports;
    private final String applet;
    private final PortOverrides overrides;
    private final @Nullable PreparedPorts replaced;

    Foresight(Ports ports, String applet, PortOverrides overrides, @Nullable PreparedPorts replaced) {
        this.ports = ports;
        this.applet = applet;
        this.overrides = overrides;
        this.replaced = replaced;
    }

    static ForeseenPort foreseen(String applet, Declaration declared, PortOverrides overrides) {
        return new ForeseenPort(
                declared.name(),
                declared.protocol(),
                declared instanceof DeclaredOutgoing outgoing
                        ? outgoing.address()
                        : shown(place(applet, declared, overrides)));
    }

    List<Problem> problems(List<? extends Declaration> declarations) {
        List<Problem> problems = new ArrayList<>();
        List<Taken> taken = new ArrayList<>();
        for (Declaration declared : declarations) {
            if (declared instanceof DeclaredOutgoing) {
                continue;
            }
            Place place = place(applet, declared, overrides);
            Taken other = taken.stream()
                    .filter(one -> place.number() != 0
                            && one.place().equals(place)
                            && one.protocol().equals(declared.protocol()))
                    .findFirst()
                    .orElse(null);
            if (other != null) {
                IOException inUse = new java.net.BindException("in use");
                problems.add(PortRefusal.of(
                        applet, declared, place, inUse, "the same applet, port \"" + other.name() + "\""));
                continue;
            }
            taken.add(new Taken(declared.name(), declared.protocol(), place));
            if (place.number() != 0 && !given(declared, place)) {
                try {
                    attempt(declared.protocol(), place);
                } catch (IOException | RuntimeException e) {
                    problems.add(PortRefusal.of(applet, declared, place, e, ports.holding(declared.protocol(), place)));
                }
            }
        }
        return problems;
    }

    private record Taken(String name, String protocol, Place place) {}

    /** Whether the version that runs would give the place. */
    private boolean given(Declaration declared, Place place) {
        return replaced != null
                && (replaced.socket(declared.protocol(), declared.name(), place) != null
                        || replaced.blocker(declared.protocol(), place) != null);
    }

    private static void attempt(String protocol, Place place) throws IOException {
        InetSocketAddress address = new InetSocketAddress(place.bind(), place.number());
        if (protocol.equals("udp")) {
            try (DatagramChannel socket = DatagramChannel.open()) {
                socket.bind(address);
            }
        } else {
            try (SocketChannel socket = SocketChannel.open()) {
                socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                socket.bind(address);
            }
        }
    }

    private static Place place(String applet, Declaration declared, PortOverrides overrides) {
        int number = declared instanceof DeclaredPort port
                ? port.declaredNumber()
                : declared instanceof DeclaredUdpPort port ? port.declaredNumber() : 0;
        return overrides.place(applet, declared.name(), number);
    }

    private static String shown(Place place) {
        return place.bind() + ":" + (place.number() == 0 ? "any" : place.number());
    }
}
