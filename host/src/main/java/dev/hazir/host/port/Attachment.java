package dev.hazir.host.port;

import dev.hazir.host.guest.Trigger;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** A deployment's hold on a connection: the guest's receiver and what the guest sees. Used on the event loop alone. */
final class Attachment {

    private final Occupant occupant;
    private final Protocol service;
    private final Connection connection;
    private final HostedPeer peer;
    private final Trigger messageTrigger;
    private @Nullable Receiver receiver;

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

    /** Asks the guest for its receiver. */
    void open() throws Exception {
        receiver =
                occupant.guest().call(trigger("opening"), () -> service.opener().open(peer));
    }

    void message(ByteBuf message) throws Exception {
        Receiver current = receiver;
        if (current != null) {
            occupant.guest().call(messageTrigger, () -> {
                current.message(message);
                return Boolean.TRUE;
            });
        }
    }

    void failed(Exception failure) {
        Receiver current = receiver;
        if (current != null) {
            occupant.guest().run(trigger("failure"), () -> current.failed(failure));
        }
    }

    void becameWritable() {
        peer.becameWritable();
    }

    /** Tells the guest that it is over, and ends the scope. */
    void end() {
        Receiver current = receiver;
        if (current != null) {
            occupant.guest().run(trigger("close"), current::closed);
        }
        peer.end();
    }
}
