package dev.hazir.host.port;

import dev.hazir.host.lifecycle.HostTime;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What comes in on a connection, and when: read unless its version has paused that, held during a hand-over, and given out
 * message by message. Used on the connection's event loop alone.
 */
final class Intake {

    private final Connection connection;
    private final SocketChannel channel;
    private final Consumer<ByteBuf> receiver;
    private final Doorway doorway;
    private final Inbox inbox = new Inbox();
    private final IdleWatch idleWatch;
    private boolean paused;
    private boolean holding;
    private boolean busy;
    private boolean ended;

    /**
     * Nothing is read yet.
     *
     * @param receiver takes one message after the other
     */
    Intake(Connection connection, SocketChannel channel, HostTime time, Consumer<ByteBuf> receiver) {
        this.connection = connection;
        this.channel = channel;
        this.receiver = receiver;
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

    /** A message has been cut from them. */
    void add(ByteBuf message) {
        inbox.add(message);
        deliver();
    }

    /** The other side will send no more. */
    void end() {
        ended = true;
        deliver();
    }

    /** Whether the other side will send no more. */
    boolean ended() {
        return ended;
    }

    /** How long the other side may be silent; null for ever. */
    void limitSilence(@Nullable Duration limit) {
        idleWatch.limit(limit);
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

    /** Whether a worker has a message, because the port was moved off the event loops. */
    boolean busy() {
        return busy;
    }

    /** A worker has a message: nothing more is given out before it is through. */
    void beginBusy() {
        busy = true;
        channel.config().setAutoRead(false);
    }

    /** The worker is through; what waits may be given out with {@link #readOn}. */
    void endBusy() {
        busy = false;
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
        deliver();
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

    private void deliver() {
        inbox.deliver(() -> !waits() && !connection.closing(), receiver);
        if (connection.closing()) {
            inbox.clear();
        } else if (ended && inbox.isEmpty() && !holding && !busy) {
            connection.close("the other side closed it");
        }
    }

    private boolean waits() {
        return paused || holding || busy;
    }
}
