package dev.hazir.host.port;

import dev.hazir.applet.port.TooLongException;
import dev.hazir.host.guest.Delivery;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.metrics.Tap;
import io.netty.buffer.ByteBuf;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which deployment has a connection now, and what it is given: one message after the other; whatever goes wrong with one ends
 * the connection. Used on the event loop alone, but for {@link #occupant} and {@link #note}.
 */
final class Occupancy {

    private static final Logger log = LoggerFactory.getLogger(Occupancy.class);

    private final Connection connection;
    private final Traffic traffic;
    private volatile Occupant occupant;
    private @Nullable Attachment attachment;

    /**
     * Nothing is attached yet.
     *
     * @param occupant who is about to let the connection in
     */
    Occupancy(Connection connection, Occupant occupant, Traffic traffic) {
        this.connection = connection;
        this.occupant = occupant;
        this.traffic = traffic;
    }

    Occupant occupant() {
        return occupant;
    }

    /** What its guest sees of the connection; null before that is open, and when it is over. */
    @Nullable
    Attachment attachment() {
        return attachment;
    }

    Protocol service() {
        return occupant.declaration().service();
    }

    /** Asks the guest for its receiver, and then goes on. */
    void open(Runnable then) {
        Attachment fresh = new Attachment(occupant, connection);
        attachment = fresh;
        fresh.turn().run(() -> {
            Exception failure = null;
            try {
                fresh.open();
            } catch (Exception e) {
                failure = e;
            }
            Exception reason = failure;
            fresh.turn().onLoop(() -> {
                if (reason != null) {
                    fault(fresh.trigger("opening"), reason);
                    connection.close("opening it failed: " + reason);
                }
                then.run();
            });
        });
    }

    /** The next version has let the connection in. The one before hears no more of it. */
    void passTo(Attachment next) {
        Attachment before = attachment;
        Occupant left = occupant;
        if (before != null) {
            before.supersede();
        }
        attachment = next;
        occupant = next.occupant();
        left.leave(connection);
        if (!service().framing().equals(left.declaration().service().framing())) {
            connection.reframe(service().framing());
        }
    }

    /** The guest does not go on with what the version before has given. */
    void refused(Attachment before, Exception failure) {
        fault(occupant.trigger(Attachment.HAND_OVER, connection.remote()), failure);
        String version = before.occupant().guest().info().version();
        String reason = "version " + version + " refused its state: " + failure;
        log.warn("{} is closed: {}", connection, reason);
        connection.close(reason);
    }

    /** Gives messages to the guest: all there are or, when the port was moved off the event loops, the next to a worker. */
    void give(Intake intake, Delivery delivery) {
        Attachment current = attachment;
        if (current == null) {
            intake.clear();
        } else if (current.turn().moved()) {
            ByteBuf message = next(intake);
            if (message != null) {
                delivery.<@Nullable Exception>give(current.turn(), () -> give(current, once(message)), this::ended);
            }
        } else {
            ended(give(current, () -> current.turn().moved() ? null : next(intake)));
        }
    }

    /** The next message if it is one that may be given to the guest. */
    private @Nullable ByteBuf next(Intake intake) {
        ByteBuf message = intake.next();
        if (message == null) {
            return null;
        }
        Protocol service = service();
        if (service.codecs() == null
                && message.readableBytes() > service.framing().maxBytes()) {
            message.release();
            tooLong();
            return null;
        }
        traffic.received();
        Tap tap = occupant.tap();
        if (tap != null) {
            byte[] head = new byte[Math.min(Tap.LONGEST, message.readableBytes())];
            message.getBytes(message.readerIndex(), head);
            tap.add(true, connection.id(), head, message.readableBytes());
        }
        return message;
    }

    /** Where the guest code runs. Returns what the guest threw, or null. */
    private static @Nullable Exception give(Attachment current, Supplier<@Nullable ByteBuf> messages) {
        try {
            current.messages(messages);
            return null;
        } catch (Exception e) {
            return e;
        }
    }

    private static Supplier<@Nullable ByteBuf> once(ByteBuf message) {
        Iterator<ByteBuf> one = List.of(message).iterator();
        return () -> one.hasNext() ? one.next() : null;
    }

    private void ended(@Nullable Exception failure) {
        if (failure != null) {
            failed(failure);
        }
    }

    void tooLong() {
        if (connection.closing()) {
            return;
        }
        int most = service().framing().maxBytes();
        String reason = "its " + service().unit() + " was longer than " + most + " bytes";
        note(connection + " was closed: " + reason);
        log.warn("{} is closed: {}", connection, reason);
        failAndClose(new TooLongException(most), reason);
    }

    /** The guest, or something on the way to it, has failed. */
    void failed(Exception failure) {
        Attachment current = attachment;
        if (current != null && !connection.closing()) {
            fault(current.messageTrigger(), failure);
            failAndClose(failure, "it failed: " + failure);
        }
    }

    private void failAndClose(Exception failure, String reason) {
        if (attachment != null) {
            attachment.failed(failure);
        }
        connection.close(reason);
    }

    void becameWritable() {
        Attachment current = attachment;
        if (current != null) {
            current.becameWritable();
        }
    }

    /** Counts a failure of the guest. */
    void fault(Trigger trigger, Exception failure) {
        traffic.fault();
        occupant.fault(trigger, failure);
    }

    /** Counts a fault of the other side; it is no failure of the guest. */
    void note(String fault) {
        traffic.fault();
        occupant.note(fault);
    }

    /** Tells the guest that it is over. */
    void end() {
        Attachment current = attachment;
        attachment = null;
        if (current != null) {
            current.end();
        }
    }
}
