package dev.hazir.host.port;

import dev.hazir.applet.AtUpgrade;
import dev.hazir.applet.port.DatagramHandler;
import dev.hazir.applet.port.Port;
import dev.hazir.applet.port.UdpPort;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A UDP port as declared. It has no connections, so that their settings are refused. */
public final class DeclaredUdpPort extends Declaration implements UdpPort {

    private final DatagramHandler handler;
    private final int declared;
    private volatile @Nullable UdpSocket socket;

    public DeclaredUdpPort(String name, int number, DatagramHandler handler) {
        super(name);
        this.declared = checkedNumber(number);
        this.handler = handler;
    }

    @Override
    public String protocol() {
        return "udp";
    }

    @Override
    public int number() {
        UdpSocket bound = socket;
        return bound == null ? declared : bound.number();
    }

    /** The number as declared, 0 for any. */
    public int declaredNumber() {
        return declared;
    }

    @Override
    public Port idleTimeout(Duration timeout) {
        throw new UnsupportedOperationException(
                "port '" + name() + "' is a UDP port: it has no connections to time out");
    }

    @Override
    public Port maxConnections(int connections) {
        throw new UnsupportedOperationException("port '" + name() + "' is a UDP port: it has no connections to limit");
    }

    @Override
    public Port atUpgrade(AtUpgrade fate) {
        throw new UnsupportedOperationException(
                "port '" + name() + "' is a UDP port: it has no connections that an upgrade could end");
    }

    @Override
    public void send(InetSocketAddress to, ByteBuffer data) {
        UdpSocket bound = socket;
        if (bound == null || !live()) {
            throw new IllegalStateException("port '" + name() + "' "
                    + (ended() ? "is closed" : "is not live yet: send from started() or later"));
        }
        bound.send(to, data);
    }

    DatagramHandler handler() {
        return handler;
    }

    void bound(UdpSocket channel) {
        socket = channel;
    }
}
