package dev.hazir.applet.port;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A received datagram. */
public interface Datagram {

    /** The bytes; the buffer belongs to the receiver. */
    ByteBuffer data();

    /** Who sent it. */
    InetSocketAddress sender();

    /** Sends a datagram back to the sender, from the port that received this one; callable from any thread. */
    void reply(ByteBuffer data);
}
