package dev.hazir.host.port;

import dev.hazir.applet.Registration;
import dev.hazir.applet.netty.NettyProtocol;
import dev.hazir.applet.port.TooLongException;
import dev.hazir.host.guest.GuestError;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.lifecycle.HostTime;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection. It belongs to the host and owns the channel; a deployment is only attached to it. {@link #attach}
 * exchanges the attachment between two messages: what was read meanwhile is held and goes to the new one. Its state
 * belongs to the channel's event loop; {@link #send}, {@link #pause}, {@link #resume} and {@link #close} may be called
 * from any thread.
 */
final class Connection {

    private static final Logger log = LoggerFactory.getLogger(Connection.class);
    private static final long FLUSH_SECONDS = 5;
    private static final long LINGER_SECONDS = 1;

    /** Who serves a connection; the receiver is null while the guest is being asked for it. */
    private record Attachment(
            Occupant occupant,
            HostedPeer peer,
            Trigger trigger,
            @Nullable Receiver receiver) {}

    private final SocketChannel channel;
    private final String id;
    private final InetSocketAddress remote;
    private final HostTime time;
    private final Instant since;
    private final Outbox outbox;
    private final LongAdder inMessages = new LongAdder();
    private final LongAdder inBytes = new LongAdder();
    private final LongAdder outMessages = new LongAdder();
    private final LongAdder outBytes = new LongAdder();
    private final LongAdder faults = new LongAdder();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean cut = new AtomicBoolean();
    private volatile Occupant occupant;
    private volatile @Nullable String endReason;

    // Of the event loop alone.
    private final Deque<ByteBuf> held = new ArrayDeque<>(4);
    private @Nullable Attachment attachment;
    private boolean paused;
    private boolean delivering;
    private boolean inputEnded;
    private boolean lingering;
    private long lastArrival;
    private @Nullable Registration idleTimer;
    private @Nullable Future<?> closeTimer;

    /**
     * A connection that the occupant has let in.
     *
     * @param id names it in logs and lists
     */
    Connection(SocketChannel channel, InetSocketAddress remote, String id, Occupant occupant, HostTime time) {
        this.channel = channel;
        this.remote = remote;
        this.id = id;
        this.occupant = occupant;
        this.time = time;
        this.since = time.clock().instant();
        this.outbox = new Outbox(channel, () -> cut("it does not read: more than 16 MiB wait for it"));
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
        return inMessages.sum() > 0;
    }

    /** Furnishes the pipeline: the host's handlers at both ends, the codecs between them. */
    void furnish() {
        channel.closeFuture().addListener(closed -> ended());
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast("doorway", new Doorway(this));
        NettyProtocol codecs = service().codecs();
        if (codecs == null) {
            pipeline.addLast("framing", Framer.decoder(service().framing()));
        } else if (!addCodecs(pipeline, codecs)) {
            channel.close();
            return;
        }
        pipeline.addLast("desk", new Desk(this));
    }

    private boolean addCodecs(ChannelPipeline pipeline, NettyProtocol codecs) {
        Trigger trigger = occupant.trigger("codecs", remote);
        List<String> own = pipeline.names();
        try {
            occupant.guest().call(trigger, () -> {
                codecs.addCodecs(pipeline);
                return Boolean.TRUE;
            });
            int first = own.size() - 1; // the last name is that of the pipeline's own end
            if (pipeline.names().subList(0, first).equals(own.subList(0, first))) {
                return true;
            }
            throw new IllegalStateException("a codec stands before the host's handler (expected: added with addLast)");
        } catch (Exception e) {
            fault(trigger, e);
            endReason = "adding codecs failed: " + e;
            return false;
        }
    }

    /** Serves from now on. */
    void opened() {
        lastArrival = time.nanoTime();
        attach(occupant);
        Duration idle = occupant.declaration() instanceof DeclaredPort port ? port.idleTimeout() : null;
        if (idle != null) {
            watchIdle(idle, idle);
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
        HostedPeer peer = new HostedPeer(this, next);
        Trigger trigger = next.trigger(service().unit(), remote);
        attachment = new Attachment(next, peer, trigger, null);
        try {
            Receiver receiver = next.guest()
                    .call(
                            next.trigger("opening", remote),
                            () -> service().opener().open(peer));
            attachment = new Attachment(next, peer, trigger, receiver);
        } catch (Exception e) {
            fault(next.trigger("opening", remote), e);
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
        lastArrival = time.nanoTime();
        inBytes.add(((ByteBuf) bytes).readableBytes());
        return true;
    }

    void received(Object message) {
        if (message instanceof ByteBuf frame) {
            held.add(frame);
            deliver();
        } else {
            ReferenceCountUtil.release(message);
            failed(new IllegalStateException(
                    "the last codec gave " + message.getClass().getName() + " (expected: io.netty.buffer.ByteBuf)"));
        }
    }

    void inputEnded() {
        inputEnded = true;
        if (lingering) {
            channel.close();
        } else {
            deliver();
        }
    }

    void writabilityChanged() {
        Attachment current = attachment;
        if (current != null && channel.isWritable()) {
            current.peer().becameWritable();
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
        outMessages.increment();
        outBytes.add(wire.readableBytes());
        outbox.send(wire);
    }

    boolean writable() {
        return outbox.writable();
    }

    void pause() {
        onLoop(() -> {
            paused = true;
            channel.config().setAutoRead(false);
        });
    }

    void resume() {
        onLoop(() -> {
            if (paused) {
                paused = false;
                lastArrival = time.nanoTime();
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

    /** Closes at once, without waiting for anything. */
    void cut(String reason) {
        if (cut.compareAndSet(false, true)) {
            closing.set(true);
            endReason = reason;
            log.warn("{} is cut off: {}", this, reason);
            occupant.note(this + " was cut off: " + reason);
            later(channel::close);
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
                remote.getAddress() == null
                        ? remote.toString()
                        : remote.getAddress().getHostAddress() + ":" + remote.getPort(),
                since,
                inMessages.sum(),
                inBytes.sum(),
                outMessages.sum(),
                outBytes.sum(),
                outbox.pending(),
                faults.sum());
    }

    @Override
    public String toString() {
        return "connection " + id + " from " + remote + " on " + occupant;
    }

    private void deliver() {
        if (delivering) {
            return;
        }
        delivering = true;
        try {
            while (!paused && !closing.get() && !held.isEmpty()) {
                ByteBuf message = held.remove();
                try {
                    deliver(message);
                } finally {
                    message.release();
                }
            }
        } finally {
            delivering = false;
        }
        if (closing.get()) {
            releaseHeld();
        } else if (inputEnded && held.isEmpty()) {
            close("the other side closed it");
        }
    }

    private void deliver(ByteBuf message) {
        Attachment current = attachment;
        Receiver receiver = current == null ? null : current.receiver();
        if (current == null || receiver == null) {
            return;
        }
        if (service().codecs() == null
                && message.readableBytes() > service().framing().maxBytes()) {
            tooLong();
            return;
        }
        inMessages.increment();
        try {
            current.occupant().guest().call(current.trigger(), () -> {
                receiver.message(message);
                return Boolean.TRUE;
            });
        } catch (Exception e) {
            failed(e);
        }
    }

    private void tooLong() {
        if (closing.get()) {
            return;
        }
        int most = service().framing().maxBytes();
        faults.increment();
        occupant.note(this + ": a " + service().unit() + " was longer than " + most + " bytes");
        log.warn(
                "{} is closed: its {} was longer than {} bytes", this, service().unit(), most);
        tellFailed(new TooLongException(most));
        close("a " + service().unit() + " was longer than " + most + " bytes");
    }

    private void failed(Exception failure) {
        Attachment current = attachment;
        if (current == null || closing.get()) {
            return;
        }
        fault(current.trigger(), failure);
        tellFailed(failure);
        close("it failed: " + failure);
    }

    private void tellFailed(Exception failure) {
        Attachment current = attachment;
        Receiver receiver = current == null ? null : current.receiver();
        if (receiver != null && !closing.get()) {
            occupant.guest().run(occupant.trigger("failure", remote), () -> receiver.failed(failure));
        }
    }

    private void fault(Trigger trigger, Exception failure) {
        faults.increment();
        occupant.fault(trigger, failure);
    }

    /**
     * Flushes, ends the output and waits a moment for the other side to close: a socket closed with unread input would be
     * reset, and the peer could lose what was sent last.
     */
    private void finish() {
        releaseHeld();
        closeWithin(FLUSH_SECONDS);
        outbox.finish(() -> {
            detach();
            if (inputEnded || service().codecs() != null || !channel.isActive()) {
                channel.close();
            } else {
                lingering = true;
                closeWithin(LINGER_SECONDS);
                channel.shutdownOutput();
                channel.config().setAutoRead(true);
            }
        });
    }

    /** In real time: how long a dead peer may hold a socket is no matter of the guest's clock. */
    private void closeWithin(long seconds) {
        Future<?> before = closeTimer;
        if (before != null) {
            before.cancel(false);
        }
        closeTimer = channel.eventLoop().schedule(() -> channel.close(), seconds, TimeUnit.SECONDS);
    }

    private void ended() {
        closing.set(true);
        outbox.end();
        releaseHeld();
        detach();
        if (idleTimer != null) {
            idleTimer.close();
        }
        if (closeTimer != null) {
            closeTimer.cancel(false);
        }
        occupant.leave(this);
    }

    private Protocol service() {
        return occupant.declaration().service();
    }

    private void detach() {
        Attachment current = attachment;
        if (current == null) {
            return;
        }
        attachment = null;
        Receiver receiver = current.receiver();
        if (receiver != null) {
            current.occupant().guest().run(current.occupant().trigger("close", remote), receiver::closed);
        }
        current.peer().end();
    }

    private void releaseHeld() {
        held.forEach(ByteBuf::release);
        held.clear();
    }

    private void read() {
        if (!paused && !closing.get()) {
            channel.config().setAutoRead(true);
        }
    }

    private void watchIdle(Duration idle, Duration wait) {
        idleTimer = time.after(wait, channel.eventLoop(), () -> {
            if (closing.get()) {
                return;
            }
            long silent = paused ? 0 : time.nanoTime() - lastArrival;
            if (silent >= idle.toNanos()) {
                close("nothing arrived for " + idle.toMillis() + " ms");
            } else {
                watchIdle(idle, idle.minusNanos(silent));
            }
        });
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
