package dev.hazir.host.applet;

import dev.hazir.applet.Registration;
import dev.hazir.applet.loop.Loop;
import dev.hazir.applet.loop.LoopTask;
import dev.hazir.applet.loop.ResourceHandler;
import dev.hazir.applet.loop.ResourceRoute;
import dev.hazir.applet.loop.WebSocketHandler;
import dev.hazir.applet.loop.WebSocketRoute;
import dev.hazir.applet.port.DatagramHandler;
import dev.hazir.applet.port.FrameHandler;
import dev.hazir.applet.port.Framing;
import dev.hazir.applet.port.LineHandler;
import dev.hazir.applet.port.Outgoing;
import dev.hazir.applet.port.Port;
import dev.hazir.applet.port.UdpPort;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Timers;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.port.Declaration;
import dev.hazir.host.port.DeclaredOutgoing;
import dev.hazir.host.port.DeclaredPort;
import dev.hazir.host.port.DeclaredUdpPort;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What a deployment declares on the loop side. Used by any thread. */
final class RecordedLoop implements Loop, AutoCloseable {

    private static final Framing.Lines LINES = new Framing.Lines(8 * 1024);
    private static final Framing BYTES = Framing.raw(64 * 1024);

    private final Declarations declarations;
    private final Guest guest;
    private final LoopPaths pages;
    private final LoopPaths resources;
    private final RecordedPaths paths;
    private final Timers timers;
    private final List<Declaration> ports;

    RecordedLoop(Declarations declarations, Guest guest, Prefixes prefixes, HostTime time) {
        this.declarations = declarations;
        this.guest = guest;
        this.timers = new Timers(guest, time);
        this.paths = new RecordedPaths(guest, declarations, time);
        this.pages = new LoopPaths(prefixes.pages(), paths);
        this.resources = new LoopPaths(prefixes.resources(), paths);
        this.ports = new CopyOnWriteArrayList<>();
    }

    /** The same with other paths. */
    private RecordedLoop(RecordedLoop same, LoopPaths elsewhere) {
        this.declarations = same.declarations;
        this.guest = same.guest;
        this.timers = same.timers;
        this.paths = same.paths;
        this.ports = same.ports;
        this.pages = elsewhere;
        this.resources = elsewhere;
    }

    @Override
    public ResourceRoute resource(String path, ResourceHandler handler) {
        return resources.resource(path, handler);
    }

    @Override
    public ResourceRoute handle(String path, ResourceHandler handler) {
        return pages.resource(path, handler);
    }

    @Override
    public WebSocketRoute websocket(String path, WebSocketHandler handler) {
        return pages.websocket(path, handler);
    }

    @Override
    public Loop atRoot() {
        return new RecordedLoop(this, new LoopPaths("", paths));
    }

    @Override
    public Port lines(String name, int port, LineHandler handler) {
        return add(DeclaredPort.lines(name, port, LINES, handler));
    }

    @Override
    public Port frames(String name, int port, Framing framing, FrameHandler handler) {
        return add(DeclaredPort.frames(name, port, framing, handler));
    }

    @Override
    public Port bytes(String name, int port, FrameHandler handler) {
        return add(DeclaredPort.frames(name, port, BYTES, handler));
    }

    @Override
    public UdpPort udp(String name, int port, DatagramHandler handler) {
        return add(new DeclaredUdpPort(name, port, handler));
    }

    @Override
    public Outgoing connect(String name, String address, LineHandler handler) {
        return add(DeclaredOutgoing.lines(name, address, LINES, handler));
    }

    @Override
    public Outgoing connect(String name, String address, Framing framing, FrameHandler handler) {
        return add(DeclaredOutgoing.frames(name, address, framing, handler));
    }

    @Override
    public Registration every(Duration period, LoopTask task) {
        declarations.requireRunning();
        return timers.every(period, task);
    }

    @Override
    public Registration after(Duration delay, LoopTask task) {
        declarations.requireRunning();
        return timers.after(delay, task);
    }

    RecordedPaths paths() {
        return paths;
    }

    Timers timers() {
        return timers;
    }

    /** The ports and outgoing connections, in the order of their declaration. */
    List<Declaration> ports() {
        return ports.stream().filter(port -> !port.ended()).toList();
    }

    /** What may go over at an upgrade has been declared. */
    void setupOver() {
        timers.setupOver();
    }

    /** Lets the timers tick, in the rhythm of the version before if there is one. */
    void live(@Nullable RecordedLoop before) {
        timers.start(before == null ? null : before.timers);
    }

    @Override
    public void close() {
        paths.cut();
        timers.close();
    }

    private <D extends Declaration> D add(D declared) {
        declarations.requireSetup("a port");
        boolean taken = ports().stream().anyMatch(other -> other.name().equals(declared.name()));
        if (taken) {
            throw new IllegalArgumentException("port name: '" + declared.name() + "' is used twice in " + guest.id()
                    + " (expected: a name of its own)");
        }
        ports.add(declared);
        return declared;
    }
}
