package dev.hazir.host.port;

import dev.hazir.applet.port.Resumption;
import dev.hazir.host.guest.HandedState;
import dev.hazir.host.lifecycle.HostTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way of one connection from version to version: decides for each succession whether it goes over, stays or has ended.
 * While it is under way nothing is received, and what the version before sends still goes out. Its place with the next version
 * is reserved, so that this one is not unloaded before it is decided. Used on the connection's event loop alone.
 */
final class HandOver {

    private final Connection connection;
    private final Occupancy occupancy;
    private final Intake intake;
    private final HostTime time;
    private @Nullable Succession decided;
    private @Nullable Move underWay;

    HandOver(Connection connection, Occupancy occupancy, Intake intake, HostTime time) {
        this.connection = connection;
        this.occupancy = occupancy;
        this.intake = intake;
        this.time = time;
    }

    private record Move(Attachment before, Attachment next, Resumption<Receiver> resumption, Succession succession) {}

    /** Decides if the version has been replaced already. */
    void beginIfReplaced() {
        Succession succession = occupancy.occupant().succession();
        if (succession != null) {
            begin(succession, succession.expect());
        }
    }

    /**
     * Decides on a succession, once, between two messages.
     *
     * @param heir who has kept a place for the connection, or null
     */
    void begin(Succession succession, @Nullable Occupant heir) {
        intake.between(() -> decide(succession, heir));
    }

    private void decide(Succession succession, @Nullable Occupant heir) {
        Attachment current = occupancy.attachment();
        if (current == null
                || decided == succession
                || succession.from() != current.occupant()
                || connection.closing()) {
            succession.decided(connection, heir, Succession.Fate.GONE);
            return;
        }
        decided = succession;
        Move move = heir == null ? null : move(current, succession, heir);
        if (move == null) {
            succession.decided(connection, heir, Succession.Fate.STAYED);
            return;
        }
        underWay = move;
        intake.hold();
        current.handOver(time).whenComplete((state, failure) -> given(move, state, failure));
    }

    /** Null when the next version does not go on with this connection. */
    private @Nullable Move move(Attachment before, Succession succession, Occupant heir) {
        Attachment next = new Attachment(heir, connection);
        Resumption<Receiver> resumption = next.resumption();
        return resumption == null ? null : new Move(before, next, resumption, succession);
    }

    private void given(Move move, @Nullable Optional<HandedState> state, @Nullable Throwable failure) {
        if (move != underWay || connection.closing()) {
            return;
        }
        if (failure != null) {
            move.before.handOverFailed(failure);
        }
        underWay = null;
        if (state == null || state.isEmpty()) {
            intake.goOn();
            end(move, Succession.Fate.STAYED);
        } else if (move.next.occupant().admit(connection)) {
            goOver(move, state.get());
        } else {
            end(move, Succession.Fate.GONE);
            connection.close("its version ended while it was handed over");
            intake.goOn();
        }
    }

    /** Whatever the version before has sent is on its way out already. */
    private void goOver(Move move, HandedState state) {
        occupancy.passTo(move.next);
        intake.forgetPause();
        end(move, Succession.Fate.MOVED);
        try {
            move.next.resume(move.resumption, state);
        } catch (Exception e) {
            occupancy.refused(move.before, e);
        }
        decided = null;
        intake.limitSilence(occupancy.occupant());
        beginIfReplaced(); // before anything is read: what is held is the newest version's
        if (underWay == null) {
            intake.goOn();
        }
    }

    /** The connection is being closed. */
    void cancel() {
        Move move = underWay;
        underWay = null;
        if (move != null) {
            end(move, Succession.Fate.GONE);
            intake.goOn(); // into a connection that takes no more, but hears of the input's end
        }
    }

    private void end(Move move, Succession.Fate fate) {
        move.succession.decided(connection, move.next.occupant(), fate);
    }
}
