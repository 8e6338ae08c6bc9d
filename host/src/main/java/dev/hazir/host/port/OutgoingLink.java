package dev.hazir.host.port;

import dev.hazir.host.lifecycle.HostTime;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An outgoing connection that is made again whenever it is lost. It lives on its deployment's event loop; a connection that
 * it has from the version before stays on the loop where it was made.
 */
final class OutgoingLink implements Dialer.Caller {

    private static final Logger log = LoggerFactory.getLogger(OutgoingLink.class);

    private final DeclaredOutgoing declared;
    private final Occupant occupant;
    private final EventLoop loop;
    private final HostTime time;
    private final Dialer dialer;
    private final AtomicLong connections;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private volatile boolean connected;
    private volatile boolean given;
    private volatile String lastError = "";

    // Of the event loop alone.
    private @Nullable Connection connection;
    private @Nullable SocketChannel channel;
    private @Nullable OutgoingLink successor;
    private @Nullable Occupant place;
    private boolean expecting;
    private boolean givingUp;
    private boolean stopping;
    private int failures;
    private long connectedAt;

    OutgoingLink(DeclaredOutgoing declared, Occupant occupant, HostTime time, AtomicLong connections) {
        this.declared = declared;
        this.occupant = occupant;
        this.loop = occupant.guest().loop();
        this.time = time;
        this.connections = connections;
        this.dialer = new Dialer(declared, occupant.guest(), time, this);
    }

    Occupant occupant() {
        return occupant;
    }

    DeclaredOutgoing declared() {
        return declared;
    }

    boolean connected() {
        return connected;
    }

    /** What ended the last connection or attempt, or empty. */
    String lastError() {
        return lastError;
    }

    /** When the next attempt is made, or null. */
    @Nullable
    Instant nextTry() {
        return dialer.nextTry();
    }

    /**
     * The link of the version before will give its connection, or else {@link #start} this one.
     *
     * @return who has kept a place for the connection; null when it may not come any more
     */
    @Nullable
    Occupant expect() {
        execute(() -> expecting = true);
        return occupant.reserve() ? occupant : null;
    }

    /** Begins to connect. */
    void start() {
        execute(() -> {
            expecting = false;
            if (successor == null) {
                dialer.attempt();
            } else {
                giveUp(successor);
            }
        });
    }

    /**
     * Gives the connection to the next version if that goes on with it; otherwise disconnects, and then lets it start.
     *
     * @param heir who has kept a place for the connection, or null
     */
    void giveTo(OutgoingLink next, @Nullable Occupant heir) {
        execute(() -> {
            successor = next;
            place = heir;
            if (!expecting) {
                give(next);
            }
        });
    }

    /** Disconnects and tries no more. The stage completes when there is no connection any more. */
    CompletionStage<Void> stop() {
        execute(() -> {
            if (successor == null) {
                stopOnLoop();
            } // else the successor's connection is this one, or begins when this one has ended
        });
        return stopped;
    }

    private void give(OutgoingLink next) {
        Connection open = connection;
        if (open == null || !connected || !declared.leadsToTheSame(next.declared)) {
            giveUp(next);
            return;
        }
        Succession succession = new Succession(
                occupant,
                next.occupant,
                moved -> {
                    given = true;
                    next.adopt(moved);
                    execute(this::gaveAway);
                },
                stayed -> execute(() -> giveUp(next)),
                time);
        occupant.follow(succession);
        open.replaced(succession, succession.expect(place));
        place = null;
        succession.decided();
    }

    /** Disconnects; then the next version may connect. */
    private void giveUp(OutgoingLink next) {
        if (!givingUp) {
            givingUp = true;
            if (place != null) {
                place.unreserve();
                place = null;
            }
            stopped.thenRun(() -> {
                forgetSuccessor();
                next.start();
            });
            stopOnLoop();
        }
    }

    private void gaveAway() {
        connected = false;
        forget();
        forgetSuccessor();
        stopped.complete(null);
    }

    /** What remains of this version must not keep the next one, which may end earlier. */
    private void forgetSuccessor() {
        successor = null;
        occupant.succeeded();
    }

    /** Goes on with a connection of the version before. Called on that connection's event loop. */
    private void adopt(Connection moved) {
        connected = true; // the guest may ask as soon as it is asked for its receiver
        execute(() -> {
            expecting = false;
            connection = moved;
            connectedAt = time.nanoTime();
            moved.onClosed(() -> execute(() -> disconnected(moved)));
            if (successor != null) {
                give(successor);
            } else if (stopping) {
                moved.close("the deployment ends");
            }
        });
    }

    private void stopOnLoop() {
        stopping = true;
        dialer.stop();
        if (connection != null) {
            connection.close("the deployment ends");
        } else if (channel != null) {
            channel.close();
        } else if (!expecting) {
            stopped.complete(null);
        }
    }

    @Override
    public boolean wants() {
        if (stopping) {
            stopped.complete(null);
        }
        return !stopping;
    }

    @Override
    public void connecting(SocketChannel fresh, InetSocketAddress address) {
        channel = fresh;
        Connection next =
                new Connection(fresh, address, declared.name() + "-" + connections.incrementAndGet(), occupant, time);
        if (!occupant.enter(next)) {
            fresh.close();
            return;
        }
        connection = next;
        next.furnish();
    }

    @Override
    public void connected(SocketChannel open) {
        connected = true;
        connectedAt = time.nanoTime();
        lastError = "";
        log.info("{} is connected to {}", occupant, open.remoteAddress());
        Connection own = connection;
        if (own != null) {
            own.onClosed(() -> disconnected(own));
        }
    }

    @Override
    public void failed(String reason) {
        forget();
        lost(reason);
    }

    private void disconnected(Connection ended) {
        if (given) {
            return; // it went over, and ended there
        }
        connected = false;
        forget();
        if (ended.hasReceived()
                || time.nanoTime() - connectedAt >= declared.backoff().first().toNanos()) {
            failures = 0;
        }
        String reason = ended.endReason();
        lost(reason == null ? "the other side closed it" : reason);
    }

    private void forget() {
        connection = null;
        channel = null;
    }

    private void lost(String reason) {
        if (successor != null) {
            giveUp(successor);
        }
        if (stopping) {
            stopped.complete(null);
            return;
        }
        failures++;
        lastError = reason;
        Duration pause = declared.backoff().pause(failures, ThreadLocalRandom.current());
        dialer.attemptAfter(pause);
        if (failures == 1) {
            log.warn("{} is not connected to {}: {}; trying again", occupant, declared.address(), reason);
        }
    }

    private void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("{} ended with its event loop", occupant, e);
            stopped.complete(null);
        }
    }
}
