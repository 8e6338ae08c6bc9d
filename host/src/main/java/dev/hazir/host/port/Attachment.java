package dev.hazir.host.port;

import dev.hazir.applet.port.Resumption;
import dev.hazir.host.guest.HandedState;
import dev.hazir.host.guest.LoopThread;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.guest.Turn;
import dev.hazir.host.lifecycle.HostTime;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A deployment's hold on a connection: the guest's receiver and what the guest sees. Used on the event loop alone. */
final class Attachment {

    static final String HAND_OVER = "hand-over";

    private final Occupant occupant;
    private final Protocol service;
    private final Connection connection;
    private final HostedPeer peer;
    private final Trigger messageTrigger;
    private volatile @Nullable Receiver receiver;

    Attachment(Occupant occupant, Connection connection) {
        this.occupant = occupant;
        this.service = occupant.declaration().service();
        this.connection = connection;
        this.peer = new HostedPeer(connection, occupant);
        this.messageTrigger = trigger(service.unit());
    }

    Trigger messageTrigger() {
        return messageTrigger;
    }

    Trigger trigger(String what) {
        return occupant.trigger(what, connection.remote());
    }

    Occupant occupant() {
        return occupant;
    }

    /** Where the guest is called alone with this connection. */
    Turn turn() {
        return peer.turn();
    }

    /** Asks the guest for its receiver. */
    void open() throws Exception {
        receiver =
                occupant.guest().call(trigger("opening"), () -> service.opener().open(peer));
    }

    /** How the guest goes on with connections of the version before; null when it does not. */
    @Nullable
    Resumption<Receiver> resumption() {
        Trigger trigger = trigger(HAND_OVER);
        try {
            return occupant.guest().<@Nullable Resumption<Receiver>>call(trigger, service.resumption()::get);
        } catch (Exception e) {
            occupant.fault(trigger, e);
            return null;
        }
    }

    /** Asks the guest for its receiver, given what the version before has handed over. */
    void resume(Resumption<Receiver> resumption, HandedState state) throws Exception {
        receiver =
                occupant.guest().call(trigger(HAND_OVER), () -> resumption.resumed(peer, state.to(occupant.guest())));
    }

    /** Whether the guest would give anything if it were asked, as far as that can be told without asking. */
    boolean mayHandOver() {
        Receiver current = receiver;
        return current != null && current.mayHandOver();
    }

    /** Asks the guest for what the next version needs; completes on the event loop. */
    CompletionStage<Optional<HandedState>> handOver(HostTime time) {
        Receiver current = receiver;
        return HandedState.ask(turn(), trigger(HAND_OVER), time, () -> current == null ? null : current.handOver());
    }

    void handOverFailed(Throwable failure) {
        occupant.fault(trigger(HAND_OVER), failure);
    }

    /** The next version has what this one gave: the scope ends, and the receiver hears no more. */
    void supersede() {
        receiver = null;
        turn().run(peer::end);
    }

    /**
     * Gives messages to the guest, one after the other, in one call: each is watched by itself.
     *
     * @param next gives the next one, null at the end; called as guest code
     */
    void messages(Supplier<@Nullable ByteBuf> next) throws Exception {
        Receiver current = receiver;
        occupant.guest().call(messageTrigger, () -> {
            ByteBuf message = next.get();
            while (message != null) {
                try {
                    if (current != null) {
                        current.message(message);
                    }
                } finally {
                    message.release();
                }
                message = next.get();
                if (message != null) {
                    LoopThread.nextMessage();
                }
            }
            return Boolean.TRUE;
        });
    }

    void failed(Exception failure) {
        Receiver current = receiver;
        if (current != null) {
            turn().run(() -> occupant.guest().run(trigger("failure"), () -> current.failed(failure)));
        }
    }

    void becameWritable() {
        turn().run(peer::becameWritable);
    }

    /** Tells the guest that it is over, and ends the scope. */
    void end() {
        Receiver current = receiver;
        turn().run(() -> {
            if (current != null) {
                occupant.guest().run(trigger("close"), current::closed);
            }
            peer.end();
        });
    }
}
