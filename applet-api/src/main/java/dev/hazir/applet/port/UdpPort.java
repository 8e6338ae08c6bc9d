package dev.hazir.applet.port;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A named UDP port. */
public interface UdpPort extends Port {

    /** Sends a datagram from this port; callable from any thread while the deployment is live. */
    void send(InetSocketAddress to, ByteBuffer data);
}
