package dev.hazir.host.port;

import dev.hazir.applet.port.TooLongException;
import dev.hazir.host.guest.GuestError;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.lifecycle.HostTime;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection. It belongs to the host and owns the channel; a deployment is only attached to it. {@link #attach}
 * exchanges the attachment between two messages: what was read meanwhile is held and goes to the new one. Its state
 * belongs to the channel's event loop; {@link #send}, {@link #pause}, {@link #resume}, {@link #close}, {@link #end} and
 * {@link #view} may be called from any thread.
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
    private volatile Occupant occupant;
    private volatile @Nullable String endReason;

    // Of the event loop alone.
    private final Inbox inbox = new Inbox();
    private @Nullable Attachment attachment;
    private boolean paused;
    private boolean inputEnded;
    private final IdleWatch idleWatch;
    private final Farewell farewell;

    /**
     * A connection that the occupant is about to let in.
     *
     * @param id names it in logs and lists
     */
    Connection(SocketChannel channel, InetSocketAddress remote, String id, Occupant occupant, HostTime time) {
        this.channel = channel;
        this.remote = remote;
        this.id = id;
        this.occupant = occupant;
        this.since = time.clock().instant();
        this.outbox = new Outbox(channel, () -> cut("it does not read: more than 16 MiB wait for it"));
        this.idleWatch = new IdleWatch(time, channel.eventLoop());
        this.farewell = new Farewell(channel, outbox);
    }

    String id() {
        return id;
    }

    InetSocketAddress remote() {
        return remote;
    }

    Executor loop() {
        return channel.eventLoop();
    }

    Outbox outbox() {
        return outbox;
    }

    /** Why it ended, or null while nobody has said so. */
    @Nullable
    String endReason() {
        return endReason;
    }

    /** Whether anything was ever received. */
    boolean hasReceived() {
        return traffic.inMessages() > 0;
    }

    /** Brings the channel's messages and events here. */
    void furnish() {
        channel.closeFuture().addListener(closed -> ended());
        try {
            Furnishing.furnish(channel.pipeline(), this, occupant);
        } catch (Exception e) {
            fault(Furnishing.trigger(this, occupant), e);
            endReason = "adding codecs failed: " + e;
            channel.close();
        }
    }

    /** Serves from now on. */
    void opened() {
        attach(occupant);
        Duration idle = occupant.declaration() instanceof DeclaredPort port ? port.idleTimeout() : null;
        if (idle != null) {
            idleWatch.start(idle, () -> close("nothing arrived for " + idle.toMillis() + " ms"));
        }
    }

    /**
     * Lets an occupant that has let this connection in serve it from the next message on. The peer of the one before
     * ends; the channel does not. Nothing is read while the guest is asked for its receiver.
     */
    void attach(Occupant next) {
        channel.config().setAutoRead(false);
        detach();
        Occupant before = occupant;
        occupant = next;
        if (before != next) {
            before.leave(this);
        }
        Attachment fresh = new Attachment(next, this);
        attachment = fresh;
        try {
            fresh.open();
        } catch (Exception e) {
            fault(fresh.trigger("opening"), e);
            close("opening it failed: " + e);
        }
        deliver();
        read();
    }

    /** Notes arriving bytes and says whether they are still wanted. */
    boolean arrived(Object bytes) {
        if (closing.get()) {
            return false;
        }
        idleWatch.arrived();
        traffic.arrived(((ByteBuf) bytes).readableBytes());
        return true;
    }

    void received(Object message) {
        if (message instanceof ByteBuf frame) {
            inbox.add(frame);
            deliver();
        } else {
            ReferenceCountUtil.release(message);
            failed(new IllegalStateException(
                    "the last codec gave " + message.getClass().getName() + " (expected: io.netty.buffer.ByteBuf)"));
        }
    }

    void inputEnded() {
        inputEnded = true;
        if (farewell.lingering()) {
            channel.close();
        } else {
            deliver();
        }
    }

    void writabilityChanged() {
        Attachment current = attachment;
        if (current != null && channel.isWritable()) {
            current.becameWritable();
        }
    }

    /** The channel or a codec failed. */
    void broken(Throwable failure) {
        if (failure instanceof TooLongFrameException) {
            tooLong();
        } else if (failure instanceof IOException) {
            log.debug("{} broke", this, failure);
            endReason = String.valueOf(failure.getMessage());
            channel.close();
        } else {
            failed(failure instanceof Exception exception ? exception : new GuestError(failure));
        }
    }

    /** Sends for an occupant, in its framing. */
    void send(Occupant from, byte[] message) {
        ByteBuf wire = Framer.encode(from.declaration().service().framing(), message, channel.alloc());
        traffic.sent(wire.readableBytes());
        outbox.send(wire);
    }

    boolean writable() {
        return outbox.writable();
    }

    void pause() {
        onLoop(() -> {
            paused = true;
            idleWatch.pause();
            channel.config().setAutoRead(false);
        });
    }

    void resume() {
        onLoop(() -> {
            if (paused) {
                paused = false;
                idleWatch.arrived();
                deliver();
                read();
            }
        });
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
        Occupant current = occupant;
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
        return "connection " + id + " with " + remote + " on " + occupant;
    }

    private void deliver() {
        inbox.deliver(() -> !paused && !closing.get(), this::deliver);
        if (closing.get()) {
            inbox.clear();
        } else if (inputEnded && inbox.isEmpty()) {
            close("the other side closed it");
        }
    }

    private void deliver(ByteBuf message) {
        Attachment current = attachment;
        if (current == null) {
            return;
        }
        if (service().codecs() == null
                && message.readableBytes() > service().framing().maxBytes()) {
            tooLong();
            return;
        }
        traffic.received();
        try {
            current.message(message);
        } catch (Exception e) {
            failed(e);
        }
    }

    private void tooLong() {
        if (closing.get()) {
            return;
        }
        int most = service().framing().maxBytes();
        String reason = "its " + service().unit() + " was longer than " + most + " bytes";
        traffic.fault();
        occupant.note(this + " was closed: " + reason);
        log.warn("{} is closed: {}", this, reason);
        failAndClose(new TooLongException(most), reason);
    }

    private void failed(Exception failure) {
        Attachment current = attachment;
        if (current != null && !closing.get()) {
            fault(current.messageTrigger(), failure);
            failAndClose(failure, "it failed: " + failure);
        }
    }

    private void failAndClose(Exception failure, String reason) {
        if (attachment != null) {
            attachment.failed(failure);
        }
        close(reason);
    }

    private void fault(Trigger trigger, Exception failure) {
        traffic.fault();
        occupant.fault(trigger, failure);
    }

    /** Closes without waiting for anything: the other side would not take it. */
    private void cut(String reason) {
        if (cut.compareAndSet(false, true)) {
            closing.set(true);
            endReason = reason;
            log.warn("{} is cut off: {}", this, reason);
            traffic.fault();
            occupant.note(this + " was cut off: " + reason);
            later(channel::close);
        }
    }

    private void finish() {
        inbox.clear();
        farewell.flush(() -> {
            detach();
            if (inputEnded || service().codecs() != null || !channel.isActive()) {
                channel.close();
            } else {
                farewell.linger();
            }
        });
    }

    private void ended() {
        closing.set(true);
        outbox.end();
        inbox.clear();
        detach();
        idleWatch.stop();
        farewell.over();
        occupant.leave(this);
    }

    private void detach() {
        Attachment current = attachment;
        attachment = null;
        if (current != null) {
            current.end();
        }
    }

    private void read() {
        if (!paused && !closing.get()) {
            channel.config().setAutoRead(true);
        }
    }

    private Protocol service() {
        return occupant.declaration().service();
    }

    private void onLoop(Runnable task) {
        if (channel.eventLoop().inEventLoop()) {
            task.run();
        } else {
            later(task);
        }
    }

    private void later(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("{} ended with its event loop", this, e);
        }
    }
}
