package dev.hazir.host.port;

import dev.hazir.host.guest.Delivery;
import dev.hazir.host.lifecycle.HostTime;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * What comes in on a connection, and when: read unless its version has paused that, held during a hand-over, and given out
 * message by message. Used on the connection's event loop alone.
 */
final class Intake {

    private static final int MOST_TOGETHER = 64;

    private final Connection connection;
    private final SocketChannel channel;
    private final Occupancy occupancy;
    private final Doorway doorway;
    private final Inbox inbox = new Inbox();
    private final Delivery delivery = new Delivery(this::readOn);
    private final IdleWatch idleWatch;
    private boolean giving;
    private boolean paused;
    private boolean holding;
    private boolean ended;

    /**
     * Nothing is read yet.
     *
     * @param occupancy takes one message after the other
     */
    Intake(Connection connection, SocketChannel channel, HostTime time, Occupancy occupancy) {
        this.connection = connection;
        this.channel = channel;
        this.occupancy = occupancy;
        this.doorway = new Doorway(connection);
        this.idleWatch = new IdleWatch(
                time, channel.eventLoop(), idle -> connection.close("nothing arrived for " + idle.toMillis() + " ms"));
    }

    Doorway doorway() {
        return doorway;
    }

    /** Bytes have arrived. */
    void arrived() {
        idleWatch.arrived();
    }

    /** A message has been cut from them. It is given out with those that were read with it, unless it is urgent. */
    void add(ByteBuf message, boolean urgent) {
        inbox.add(message);
        if (urgent || inbox.size() >= MOST_TOGETHER) {
            giveOut();
        }
    }

    /** The other side will send no more. */
    void end() {
        ended = true;
        giveOut();
    }

    /** Whether the other side will send no more. */
    boolean ended() {
        return ended;
    }

    /** Lets the other side be silent for as long as the port of an occupant says. */
    void limitSilence(Occupant occupant) {
        idleWatch.limit(occupant.declaration() instanceof DeclaredPort port ? port.idleTimeout() : null);
    }

    void pause() {
        paused = true;
        idleWatch.pause();
        channel.config().setAutoRead(false);
    }

    void resume() {
        if (paused) {
            paused = false;
            idleWatch.resume();
            readOn();
        }
    }

    /** Does something between two messages: now, or when the worker is through that has one. */
    void between(Runnable step) {
        delivery.between(step);
    }

    /** Gives nothing out until {@link #goOn}; what comes is held before it is cut. */
    void hold() {
        holding = true;
        channel.config().setAutoRead(false);
        doorway.hold();
        idleWatch.pause();
    }

    /** A pause ends with the version that wanted it. */
    void forgetPause() {
        paused = false;
    }

    /** Gives out what was held, and reads on. */
    void goOn() {
        holding = false;
        if (!paused) {
            idleWatch.goOn();
        }
        doorway.release();
        readOn();
    }

    /** Gives out what waits and reads, as far as nothing is in the way. */
    void readOn() {
        giveOut();
        if (!waits() && !connection.closing()) {
            channel.config().setAutoRead(true);
        }
    }

    /** Drops what has not been given out. */
    void clear() {
        inbox.clear();
    }

    /** The connection is closed. */
    void stop() {
        inbox.clear();
        idleWatch.stop();
    }

    /** Gives out what waits, as far as nothing is in the way. A call from within a message leaves it to that one's. */
    void giveOut() {
        if (!giving) {
            giving = true;
            try {
                while (ready()) {
                    occupancy.give(this, delivery);
                }
            } finally {
                giving = false;
            }
        }
        if (delivery.underWay()) {
            channel.config().setAutoRead(false);
        }
        if (connection.closing()) {
            inbox.clear();
        } else if (ended && inbox.isEmpty() && !holding && !delivery.underWay()) {
            connection.close("the other side closed it");
        }
    }

    /** The next message, which is the caller's from now on; null when nothing is to be given out now. */
    @Nullable
    ByteBuf next() {
        return ready() ? inbox.poll() : null;
    }

    private boolean ready() {
        return !inbox.isEmpty() && !waits() && !connection.closing();
    }

    private boolean waits() {
        return paused || holding || delivery.underWay();
    }
}
