package dev.hazir.host.port;

import dev.hazir.applet.Scope;
import dev.hazir.applet.port.Framing;
import dev.hazir.host.guest.GuestError;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.metrics.Tap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection. It belongs to the host and owns the channel; a deployment is only attached to it. A {@link HandOver}
 * exchanges the attachment between two messages: what is read meanwhile is held and goes to the new one. Its state
 * belongs to the channel's event loop; {@link #send}, {@link #pause}, {@link #resume}, {@link #close}, {@link #end},
 * {@link #replaced} and {@link #view} may be called from any thread.
 */
final class Connection {

    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    private final SocketChannel channel;
    private final String id;
    private final InetSocketAddress remote;
    private final Instant since;
    private final Outbox outbox;
    private final Traffic traffic = new Traffic();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean cut = new AtomicBoolean();
    private volatile @Nullable String endReason;

    // Of the event loop alone.
    private final Occupancy occupancy;
    private final Intake intake;
    private final HandOver handOver;
    private final Farewell farewell;

    /** A connection that the occupant is about to let in; the id names it in logs and lists. */
    Connection(SocketChannel channel, InetSocketAddress remote, String id, Occupant occupant, HostTime time) {
        this.channel = channel;
        this.remote = remote;
        this.id = id;
        this.since = time.clock().instant();
        this.occupancy = new Occupancy(this, occupant, traffic);
        this.outbox = new Outbox(
                channel, () -> cut("it does not read: more than 16 MiB wait for it"), occupancy::becameWritable);
        this.intake = new Intake(this, channel, time, occupancy);
        this.handOver = new HandOver(this, occupancy, intake, time);
        this.farewell = new Farewell(channel, outbox);
    }

    String id() {
        return id;
    }

    InetSocketAddress remote() {
        return remote;
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    Doorway doorway() {
        return intake.doorway();
    }

    Outbox outbox() {
        return outbox;
    }

    /** Why it ended, or null while nobody has said so. */
    @Nullable
    String endReason() {
        return endReason;
    }

    /** Whether it is being closed, or is closed. */
    boolean closing() {
        return closing.get();
    }

    Traffic traffic() {
        return traffic;
    }

    /** What the peer has not taken yet. */
    long unsentBytes() {
        return outbox.pending();
    }

    /** Whether anything was ever received. */
    boolean hasReceived() {
        return traffic.inMessages() > 0;
    }

    /** Runs an action on the event loop once it is closed. */
    void onClosed(Runnable action) {
        channel.closeFuture().addListener(closed -> action.run());
    }

    /** Brings the channel's messages and events here. */
    void furnish() {
        channel.closeFuture().addListener(closed -> ended());
        Occupant occupant = occupancy.occupant();
        try {
            Furnishing.furnish(channel.pipeline(), this, occupant);
        } catch (Exception e) {
            occupancy.fault(Furnishing.trigger(this, occupant), e);
            broke("adding codecs failed: " + e);
        }
    }

    /** Cuts what comes from now on as another framing says. */
    void reframe(Framing framing) {
        Furnishing.reframe(channel.pipeline(), framing);
    }

    /** Serves from now on. */
    void opened() {
        occupancy.open(() -> {
            intake.limitSilence(occupancy.occupant());
            intake.goOn();
            handOver.beginIfReplaced();
        });
    }

    /**
     * Its version has been replaced: it goes over to the next one, or stays.
     *
     * @param heir who has kept a place for it, or null
     */
    void replaced(Succession succession, @Nullable Occupant heir) {
        later(() -> handOver.begin(succession, heir));
    }

    /** Notes arriving bytes and says whether they are still wanted. */
    boolean arrived(Object bytes) {
        if (closing.get()) {
            return false;
        }
        intake.arrived();
        traffic.arrived(((ByteBuf) bytes).readableBytes());
        return true;
    }

    void received(Object message) {
        if (message instanceof ByteBuf frame) {
            intake.add(frame, occupancy.service().codecs() != null);
        } else {
            ReferenceCountUtil.release(message);
            occupancy.failed(new IllegalStateException(
                    "the last codec gave " + message.getClass().getName() + " (expected: io.netty.buffer.ByteBuf)"));
        }
    }

    /** What was read together has been received. */
    void readEnds() {
        intake.giveOut();
        outbox.readEnds();
    }

    void inputEnded() {
        if (farewell.lingering()) {
            channel.close();
        } else {
            intake.end();
        }
    }

    /** The channel or a codec failed. */
    void broken(Throwable failure) {
        intake.giveOut(); // what came before
        if (failure instanceof TooLongFrameException) {
            occupancy.tooLong();
        } else if (failure instanceof IOException) {
            log.debug("{} broke", this, failure);
            broke(String.valueOf(failure.getMessage()));
        } else {
            occupancy.failed(failure instanceof Exception exception ? exception : new GuestError(failure));
        }
    }

    private void broke(String reason) {
        endReason = reason;
        channel.close();
    }

    /** Sends for an occupant, in its framing. */
    void send(Occupant from, byte[] message) {
        Tap tap = from.tap();
        if (tap != null) {
            tap.add(false, id, message);
        }
        traffic.sent(outbox.send(from.declaration().service(), message));
    }

    boolean writable() {
        return outbox.writable();
    }

    /** Stops reading, unless what wants that has ended when the event loop hears of it. */
    void pause(Scope wish) {
        unlessEnded(wish, intake::pause);
    }

    void resume(Scope wish) {
        unlessEnded(wish, intake::resume);
    }

    private void unlessEnded(Scope wish, Runnable step) {
        Runnable unless = () -> {
            if (!wish.ended()) {
                step.run();
            }
        };
        if (channel.eventLoop().inEventLoop()) {
            unless.run();
        } else {
            later(unless);
        }
    }

    /** Closes after what was sent, never within the guest's own call: at the end of the loop's turn. */
    void close(String reason) {
        if (closing.compareAndSet(false, true)) {
            endReason = reason;
            outbox.seal();
            later(this::finish);
        }
    }

    /** Closes at once, because the deployment has ended. */
    void end() {
        closing.set(true);
        later(channel::close);
    }

    ConnectionView view() {
        Occupant current = occupancy.occupant();
        return new ConnectionView(
                id,
                current.guest().id(),
                current.guest().info().version(),
                current.declaration().name(),
                remote.getAddress().getHostAddress() + ":" + remote.getPort(),
                since,
                traffic.inMessages(),
                traffic.inBytes(),
                traffic.outMessages(),
                traffic.outBytes(),
                outbox.pending(),
                traffic.faults());
    }

    @Override
    public String toString() {
        return "connection " + id + " with " + remote + " on " + occupancy.occupant();
    }

    /** Closes without waiting for anything: the other side would not take it. */
    private void cut(String reason) {
        if (cut.compareAndSet(false, true)) {
            closing.set(true);
            endReason = reason;
            log.warn("{} is cut off: {}", this, reason);
            occupancy.note(this + " was cut off: " + reason);
            later(channel::close);
        }
    }

    private void finish() {
        handOver.cancel();
        intake.clear();
        farewell.flush(() -> {
            occupancy.end();
            if (intake.ended() || occupancy.service().codecs() != null || !channel.isActive()) {
                channel.close();
            } else {
                farewell.linger();
            }
        });
    }

    private void ended() {
        closing.set(true);
        handOver.cancel();
        outbox.end();
        intake.stop();
        occupancy.end();
        farewell.over();
        occupancy.occupant().past().add(traffic);
        occupancy.occupant().leave(this);
    }

    /** Who it is attached to; of the event loop. */
    @Nullable
    Attachment attachment() {
        return occupancy.attachment();
    }

    private void later(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("{} ended with its event loop", this, e);
        }
    }
}
