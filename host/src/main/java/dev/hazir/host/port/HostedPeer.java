package dev.hazir.host.port;

import dev.hazir.applet.Registration;
import dev.hazir.applet.port.Peer;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.guest.Turn;
import dev.hazir.host.lifecycle.LiveScope;
import dev.hazir.host.lifecycle.LoopScope;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** What a guest sees of a connection, for as long as its version serves it. The connection may outlive it. */
final class HostedPeer extends LiveScope implements Peer, LoopScope {

    private final Connection connection;
    private final Occupant occupant;
    private final Trigger endTrigger;
    private final Trigger writableTrigger;
    private final Turn turn;
    private final List<Runnable> writableActions = new CopyOnWriteArrayList<>();

    HostedPeer(Connection connection, Occupant occupant) {
        this.connection = connection;
        this.occupant = occupant;
        this.endTrigger = occupant.trigger("end of scope", connection.remote());
        this.writableTrigger = occupant.trigger("writable", connection.remote());
        this.turn = new Turn(occupant.guest(), occupant.handler(), connection.loop());
    }

    @Override
    public String id() {
        return connection.id();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return connection.remote();
    }

    @Override
    public Executor loop() {
        return turn;
    }

    /** Where the guest is called alone with this connection. */
    Turn turn() {
        return turn;
    }

    @Override
    public void send(String text) {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void send(ByteBuffer bytes) {
        byte[] message = new byte[bytes.remaining()];
        bytes.duplicate().get(message);
        send(message);
    }

    @Override
    public boolean writable() {
        return !ended() && connection.writable();
    }

    @Override
    public Registration onWritable(Runnable action) {
        // A wrapper, so that an action registered twice is also withdrawn once at a time.
        Runnable own = action::run;
        writableActions.add(own);
        return () -> writableActions.remove(own);
    }

    @Override
    public void pause() {
        if (!ended()) {
            connection.pause(this);
        }
    }

    @Override
    public void resume() {
        if (!ended()) {
            connection.resume(this);
        }
    }

    @Override
    public void close() {
        if (!ended()) {
            connection.close("the applet closed it");
        }
    }

    @Override
    public Registration onEnd(Runnable action) {
        return super.onEnd(() -> occupant.guest().run(endTrigger, action::run));
    }

    /** Tells the guest, on the event loop. */
    void becameWritable() {
        for (Runnable action : writableActions) {
            occupant.guest().run(writableTrigger, action::run);
        }
    }

    @Override
    public String toString() {
        return id();
    }

    private void send(byte[] message) {
        if (!ended()) {
            connection.send(occupant, message);
        }
    }
}
