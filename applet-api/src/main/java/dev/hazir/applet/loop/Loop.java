package dev.hazir.applet.loop;

import dev.hazir.applet.Registration;
import dev.hazir.applet.port.DatagramHandler;
import dev.hazir.applet.port.FrameHandler;
import dev.hazir.applet.port.Framing;
import dev.hazir.applet.port.LineHandler;
import dev.hazir.applet.port.Outgoing;
import dev.hazir.applet.port.Port;
import dev.hazir.applet.port.UdpPort;
import java.time.Duration;

/**
 * Declares what an applet serves on event loops. Every handler registered here runs on the event loop of its connection
 * and must return at once: a handler that sleeps, waits or reads a file stops all connections of that loop. The host
 * notices and names the line. Use {@link dev.hazir.applet.AppletContext#blocking} for work that takes time.
 *
 * <p>Path patterns start with a slash and are relative to the prefix. A segment {@code {name}} matches one segment and is
 * given by {@link Request#pathParameter}; a last segment {@code *} matches any rest, also an empty one, and is given by
 * {@link Request#rest}. An exact segment beats a parameter, a parameter beats a sub-tree.
 */
public interface Loop {

    /** Serves a path under {@code /res/<applet>/}. All methods, unless limited by {@link ResourceRoute#methods}. */
    ResourceRoute resource(String path, ResourceHandler handler);

    /**
     * Serves a path under {@code /apps/<applet>/}, in the space of pages: it beats a servlet or page on the same path.
     * Say {@link Route#instead} when that is intended.
     */
    ResourceRoute handle(String path, ResourceHandler handler);

    /** Serves websockets (RFC 6455) on a path under {@code /apps/<applet>/}. */
    WebSocketRoute websocket(String path, WebSocketHandler handler);

    /**
     * The same registrar with paths that begin at the root of the host instead of this applet's prefixes. Only paths that
     * the descriptor asks for with a permission such as {@code paths:/tcp} (the path and everything below it) are
     * accepted.
     */
    Loop atRoot();

    /**
     * Listens on a TCP port for lines: UTF-8, ended by LF or CR LF, at most 8 KiB.
     *
     * @param name names the port in this applet: {@code [a-z][a-z0-9-]*}
     * @param port the number, or 0 for any free one; the operator may override it
     */
    Port lines(String name, int port, LineHandler handler);

    /** Listens on a TCP port for frames. */
    Port frames(String name, int port, Framing framing, FrameHandler handler);

    /** Listens on a TCP port and hands over bytes as they arrive. */
    Port bytes(String name, int port, FrameHandler handler);

    /** Listens on a UDP port. */
    UdpPort udp(String name, int port, DatagramHandler handler);

    /**
     * Keeps an outgoing TCP connection for lines. The host connects after the deployment is live, and again whenever the
     * connection is lost, with growing pauses (see {@link Outgoing#reconnect}).
     *
     * @param address {@code host:port}; an IPv6 address stands in brackets
     */
    Outgoing connect(String name, String address, LineHandler handler);

    /** Keeps an outgoing TCP connection for frames, as {@link #connect(String, String, LineHandler)} does for lines. */
    Outgoing connect(String name, String address, Framing framing, FrameHandler handler);

    /**
     * Runs a task again and again on this applet's event loop, first after one period. A task that throws is reported
     * and runs again next time. The period must be at least 1 ms.
     *
     * <p>At an upgrade a timer that was declared in {@code setup} stops, and the next version keeps its rhythm: its nth timer
     * of the same period is due when the nth of the version before was, so that no tick is lost or comes twice. One that was
     * made later stays with its version until that is unloaded.
     */
    Registration every(Duration period, LoopTask task);

    /**
     * Runs a task once on this applet's event loop after a delay, unless the registration is closed first. At an upgrade it
     * stays with its version, because answers under way may wait for it; if that version is unloaded before, it does not
     * run.
     */
    Registration after(Duration delay, LoopTask task);
}
