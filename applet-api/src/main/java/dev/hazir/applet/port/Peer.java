package dev.hazir.applet.port;

import dev.hazir.applet.Registration;
import dev.hazir.applet.Scope;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * The other end of one TCP connection. Its scope ends when the connection is closed by either side, or has been handed over
 * to the next version, which gets a peer of its own. All methods may be called from any thread; what is sent after the end
 * is dropped.
 */
public interface Peer extends Scope {

    /** Names this connection in logs and lists. */
    String id();

    /** Where the connection leads. */
    InetSocketAddress remoteAddress();

    /** Sends text in UTF-8 as one message, framed as the port frames: on a port of lines a line end is added. */
    void send(String text);

    /** Sends bytes as one message, framed as the port frames; the buffer must not be changed afterwards. */
    void send(ByteBuffer bytes);

    /** Whether the peer keeps up: false while more than 64 KiB wait to be taken by it. */
    boolean writable();

    /** Runs an action on the event loop each time the peer has become writable again. */
    Registration onWritable(Runnable action);

    /**
     * Stops reading until {@link #resume}: the peer is slowed down by TCP. It ends with the version that asked for it: a
     * connection that is handed over is read by the next version.
     */
    void pause();

    /** Reads again after {@link #pause}. */
    void resume();

    /** Closes the connection after what was sent. */
    void close();
}
