package dev.hazir.host.port;

import dev.hazir.applet.port.FrameHandler;
import dev.hazir.applet.port.Framing;
import dev.hazir.applet.port.LineHandler;
import dev.hazir.applet.port.Outgoing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An outgoing connection as declared. */
public final class DeclaredOutgoing extends Declaration implements Outgoing {

    private final Protocol service;
    private final Target target;
    private volatile Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));
    private volatile Duration connectTimeout = Duration.ofSeconds(10);
    private volatile @Nullable OutgoingLink link;

    /** Where a connection leads. */
    record Target(String host, int number) {

        static Target parse(String address) {
            int colon = address.lastIndexOf(':');
            String host = colon < 0 ? "" : address.substring(0, colon);
            boolean brackets = host.startsWith("[") && host.endsWith("]");
            String number = address.substring(colon + 1);
            if (host.isEmpty() || host.contains(":") != brackets || !number.matches("\\d{1,5}")) {
                throw malformed(address);
            }
            int parsed = Integer.parseInt(number);
            if (parsed < 1 || parsed > 65_535) {
                throw malformed(address);
            }
            return new Target(brackets ? host.substring(1, host.length() - 1) : host, parsed);
        }

        private static IllegalArgumentException malformed(String address) {
            return new IllegalArgumentException("address: '" + address
                    + "' (expected: host:port with a port of 1 to 65535; an IPv6 address in brackets)");
        }
    }

    private DeclaredOutgoing(String name, String address, Protocol service) {
        super(name);
        this.target = Target.parse(address);
        this.service = service;
    }

    /** An outgoing connection for lines. */
    public static DeclaredOutgoing lines(String name, String address, Framing.Lines framing, LineHandler handler) {
        return new DeclaredOutgoing(name, address, Protocol.lines(framing, handler));
    }

    /** An outgoing connection for frames. */
    public static DeclaredOutgoing frames(String name, String address, Framing framing, FrameHandler handler) {
        return new DeclaredOutgoing(name, address, Protocol.frames(framing, handler));
    }

    @Override
    public String protocol() {
        return "tcp-out";
    }

    /** Where it leads, as {@code host:port}. */
    public String address() {
        return (target.host().contains(":") ? "[" + target.host() + "]" : target.host()) + ":" + target.number();
    }

    @Override
    public boolean connected() {
        OutgoingLink current = link;
        return current != null && current.connected();
    }

    @Override
    public Outgoing reconnect(Duration first, Duration most) {
        requireSettable("pauses between attempts");
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "reconnect: " + first + " to " + most + " (expected: more than zero, and the first not longer)");
        }
        backoff = new Backoff(first, most);
        return this;
    }

    @Override
    public Outgoing connectTimeout(Duration timeout) {
        requireSettable("time-out");
        if (timeout.toMillis() < 1 || timeout.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("connectTimeout: " + timeout + " (expected: 1 ms to 24 days)");
        }
        connectTimeout = timeout;
        return this;
    }

    @Override
    Protocol service() {
        return service;
    }

    /** Whether a connection of this one can be another's. */
    boolean leadsToTheSame(DeclaredOutgoing other) {
        return target.equals(other.target)
                && service.framing().equals(other.service.framing())
                && service.codecs() == null
                && other.service.codecs() == null;
    }

    Target target() {
        return target;
    }

    Backoff backoff() {
        return backoff;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    void linked(OutgoingLink current) {
        link = current;
    }
}
