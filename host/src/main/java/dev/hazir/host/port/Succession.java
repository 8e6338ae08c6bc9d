package dev.hazir.host.port;

import dev.hazir.host.lifecycle.HostTime;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows an occupant at an upgrade: who may go on with its connections, and what becomes of each. Says in the log how
 * many went over once all are decided on. Safe for use by several threads.
 */
final class Succession {

    /** What became of a connection. */
    enum Fate {
        MOVED,
        STAYED,
        GONE
    }

    private static final Logger log = LoggerFactory.getLogger(Succession.class);

    private final Occupant from;
    // Weak: a connection that stays with its version must not keep those that come and go meanwhile.
    private final WeakReference<Occupant> next;
    private final Consumer<Connection> moved;
    private final Consumer<Connection> stayed;
    private final HostTime time;
    private final long began;
    private final AtomicInteger undecided = new AtomicInteger();
    private final AtomicInteger went = new AtomicInteger();
    private final AtomicInteger remained = new AtomicInteger();

    /**
     * Nothing is decided yet.
     *
     * @param next who may go on with the connections, or null
     * @param moved runs on the event loop of a connection that goes over, before the next guest hears of it
     * @param stayed runs on the event loop of a connection that stays
     */
    Succession(
            Occupant from,
            @Nullable Occupant next,
            Consumer<Connection> moved,
            Consumer<Connection> stayed,
            HostTime time) {
        this.from = from;
        this.next = new WeakReference<>(next);
        this.moved = moved;
        this.stayed = stayed;
        this.time = time;
        this.began = time.nanoTime();
    }

    Occupant from() {
        return from;
    }

    /**
     * One more is to be decided on. Keeps a place for it with who may go on: the next version or, if that has been replaced
     * meanwhile, the newest. Null when there is none.
     */
    @Nullable
    Occupant expect() {
        return Stream.of(Optional.ofNullable(next.get()), from.newest())
                .flatMap(Optional::stream)
                .filter(heir -> heir != from && heir.reserve())
                .findFirst()
                .map(this::expect)
                .orElseGet(() -> expect(null));
    }

    /** One more is to be decided on, for which a place has been kept. */
    @Nullable
    Occupant expect(@Nullable Occupant heir) {
        undecided.incrementAndGet();
        return heir;
    }

    /**
     * A connection is decided on.
     *
     * @param heir who has kept a place for it, or null
     */
    void decided(Connection connection, @Nullable Occupant heir, Fate fate) {
        if (heir != null && fate != Fate.MOVED) {
            heir.unreserve();
        }
        if (fate == Fate.MOVED) {
            went.incrementAndGet();
            moved.accept(connection);
        } else if (fate == Fate.STAYED) {
            remained.incrementAndGet();
            stayed.accept(connection);
        }
        decided();
    }

    /** To be called once more than {@link #expect}: when no more are expected. */
    void decided() {
        Occupant heir = next.get();
        int all = went.get() + remained.get();
        if (undecided.decrementAndGet() == -1 && heir != null && all > 0) {
            log.info(
                    "{}: {} of {} connections went over to {} within {} ms",
                    from,
                    went,
                    all,
                    heir.guest().info().version(),
                    TimeUnit.NANOSECONDS.toMillis(time.nanoTime() - began));
        }
    }
}
