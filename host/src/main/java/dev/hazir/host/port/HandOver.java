package dev.hazir.host.port;

import dev.hazir.applet.port.Resumption;
import dev.hazir.host.guest.HandedState;
import dev.hazir.host.lifecycle.HostTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection on its way to the next version. While it is under way nothing is received, and what the version before sends
 * still goes out. Its place there is reserved, so that the next version is not unloaded before it is decided. Used on the
 * connection's event loop alone.
 */
final class HandOver {

    private final Connection connection;
    private final Attachment before;
    private final Attachment next;
    private final Resumption<Receiver> resumption;
    private final Succession succession;
    private boolean over;

    private HandOver(
            Connection connection,
            Attachment before,
            Attachment next,
            Resumption<Receiver> resumption,
            Succession succession) {
        this.connection = connection;
        this.before = before;
        this.next = next;
        this.resumption = resumption;
        this.succession = succession;
    }

    /** One that may begin, or null when the next version does not go on with this connection. */
    static @Nullable HandOver prepare(Connection connection, Attachment before, Succession succession, Occupant heir) {
        Attachment next = new Attachment(heir, connection);
        Resumption<Receiver> resumption = next.resumption();
        return resumption == null ? null : new HandOver(connection, before, next, resumption, succession);
    }

    /** Says what has become of the connection. */
    void decided(Succession.Fate fate) {
        succession.decided(connection, next.occupant(), fate);
    }

    /** Who takes over. */
    Attachment next() {
        return next;
    }

    /** Asks the version before for its state, and the connection to go on when it is there. */
    void begin(HostTime time) {
        before.handOver(time).whenComplete(this::given);
    }

    /** Lets the next guest go on with the state. */
    void resume(HandedState state) throws Exception {
        next.resume(resumption, state);
    }

    /** The connection is being closed. */
    void cancel() {
        over = true;
        decided(Succession.Fate.GONE);
    }

    private void given(@Nullable Optional<HandedState> state, @Nullable Throwable failure) {
        if (over || connection.closing()) {
            return;
        }
        over = true;
        if (failure != null) {
            before.handOverFailed(failure);
        }
        if (state == null || state.isEmpty()) {
            connection.stay(this);
        } else {
            connection.goOver(this, state.get());
        }
    }
}
