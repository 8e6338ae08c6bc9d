package dev.hazir.host.port;

import dev.hazir.applet.Scope;
import dev.hazir.applet.port.TooLongException;
import dev.hazir.host.guest.GuestError;
import dev.hazir.host.guest.HandedState;
import dev.hazir.host.guest.Trigger;
import dev.hazir.host.lifecycle.HostTime;
import io.netty.buffer.ByteBuf;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
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
    private final HostTime time;
    private final Traffic traffic = new Traffic();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean cut = new AtomicBoolean();
    private volatile Occupant occupant;
    private volatile @Nullable String endReason;

    // Of the event loop alone.
    private final Intake intake;
    private @Nullable Attachment attachment;
    private @Nullable HandOver handOver;
    private @Nullable Succession decided;
    private final List<Runnable> afterWorker = new ArrayList<>(0);
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
        this.time = time;
        this.since = time.clock().instant();
        this.outbox = new Outbox(channel, () -> cut("it does not read: more than 16 MiB wait for it"));
        this.intake = new Intake(this, channel, time, this::deliver);
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
        Attachment fresh = new Attachment(occupant, this);
        attachment = fresh;
        fresh.inTurn(() -> {
            Exception failure = null;
            try {
                fresh.open();
            } catch (Exception e) {
                failure = e;
            }
            Exception reason = failure;
            onLoop(() -> begin(fresh, reason));
        });
    }

    private void begin(Attachment fresh, @Nullable Exception failure) {
        if (failure != null) {
            fault(fresh.trigger("opening"), failure);
            close("opening it failed: " + failure);
        }
        limitSilence();
        intake.goOn();
        succeedIfReplaced();
    }

    /**
     * Its version has been replaced: it goes over to the next one, or stays.
     *
     * @param heir who has kept a place for it, or null
     */
    void replaced(Succession succession, @Nullable Occupant heir) {
        later(() -> succeed(succession, heir));
    }

    private void succeedIfReplaced() {
        Succession succession = occupant.succession();
        if (succession != null) {
            succeed(succession, succession.expect());
        }
    }

    /** Decides once for each succession; between two messages, because it is a task of the loop. */
    private void succeed(Succession succession, @Nullable Occupant heir) {
        if (intake.busy()) {
            afterWorker.add(() -> succeed(succession, heir));
            return;
        }
        Attachment current = attachment;
        if (current == null || decided == succession || succession.from() != occupant || closing.get()) {
            succession.decided(this, heir, Succession.Fate.GONE);
            return;
        }
        decided = succession;
        HandOver prepared = heir == null ? null : HandOver.prepare(this, current, succession, heir);
        if (prepared == null) {
            succession.decided(this, heir, Succession.Fate.STAYED);
            return;
        }
        handOver = prepared;
        intake.hold();
        prepared.begin(time);
    }

    /** The version before keeps it. */
    void stay(HandOver under) {
        handOver = null;
        intake.goOn();
        under.decided(Succession.Fate.STAYED);
    }

    /** The next version goes on with it. Whatever the one before has sent is on its way out already. */
    void goOver(HandOver under, HandedState state) {
        Occupant before = occupant;
        Attachment next = under.next();
        if (!next.occupant().admit(this)) {
            handOver = null;
            under.decided(Succession.Fate.GONE);
            close("its version ended while it was handed over");
            intake.goOn();
            return;
        }
        Objects.requireNonNull(attachment, "only what is attached is handed over")
                .supersede();
        attachment = next;
        occupant = next.occupant();
        before.leave(this);
        intake.forgetPause();
        if (!service().framing().equals(before.declaration().service().framing())) {
            Furnishing.reframe(channel.pipeline(), service().framing());
        }
        under.decided(Succession.Fate.MOVED);
        try {
            under.resume(state);
        } catch (Exception e) {
            fault(next.trigger(Attachment.HAND_OVER), e);
            String reason = "version " + occupant.guest().info().version() + " refused its state: " + e;
            log.warn("{} is closed: {}", this, reason);
            close(reason);
        }
        handOver = null;
        decided = null;
        limitSilence();
        succeedIfReplaced(); // before anything is read: what is held is the newest version's
        if (handOver == null) {
            intake.goOn();
        }
    }

    private void limitSilence() {
        intake.limitSilence(occupant.declaration() instanceof DeclaredPort port ? port.idleTimeout() : null);
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
            intake.add(frame);
        } else {
            ReferenceCountUtil.release(message);
            failed(new IllegalStateException(
                    "the last codec gave " + message.getClass().getName() + " (expected: io.netty.buffer.ByteBuf)"));
        }
    }

    void inputEnded() {
        if (farewell.lingering()) {
            channel.close();
        } else {
            intake.end();
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

    /** Stops reading, unless what wants that has ended when the event loop hears of it. */
    void pause(Scope wish) {
        onLoop(() -> {
            if (!wish.ended()) {
                intake.pause();
            }
        });
    }

    void resume(Scope wish) {
        onLoop(() -> {
            if (!wish.ended()) {
                intake.resume();
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
        if (current.moved()) {
            intake.beginBusy();
            current.messageOnWorker(message, failure -> later(() -> workerIsThrough(failure)));
            return;
        }
        try {
            current.message(message);
        } catch (Exception e) {
            failed(e);
        }
    }

    private void workerIsThrough(@Nullable Exception failure) {
        intake.endBusy();
        if (failure != null) {
            failed(failure);
        }
        List<Runnable> waited = List.copyOf(afterWorker);
        afterWorker.clear();
        waited.forEach(Runnable::run);
        intake.readOn();
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
        endHandOver();
        intake.clear();
        farewell.flush(() -> {
            detach();
            if (intake.ended() || service().codecs() != null || !channel.isActive()) {
                channel.close();
            } else {
                farewell.linger();
            }
        });
    }

    private void ended() {
        closing.set(true);
        endHandOver();
        outbox.end();
        intake.stop();
        detach();
        farewell.over();
        occupant.leave(this);
    }

    private void endHandOver() {
        HandOver current = handOver;
        handOver = null;
        if (current != null) {
            current.cancel();
            intake.goOn(); // into a connection that takes no more, but hears of the input's end
        }
    }

    private void detach() {
        Attachment current = attachment;
        attachment = null;
        if (current != null) {
            current.end();
        }
    }

    private Protocol service() {
        return occupant.declaration().service();
    }

    void onLoop(Runnable task) {
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
