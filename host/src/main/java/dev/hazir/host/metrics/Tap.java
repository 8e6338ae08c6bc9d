package dev.hazir.host.metrics;

import dev.hazir.applet.Registration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the last messages of a port or a topic, for an operator who looks into it. Messages are added without a lock;
 * of a long one the beginning is kept. Any thread.
 */
public final class Tap {

    /** How many messages are kept. */
    public static final int KEPT = 50;
    /** How many bytes of a message are kept. */
    public static final int LONGEST = 512;

    private final String by;
    private final Instant since;
    private final Instant until;
    private final Supplier<Instant> clock;
    private final AtomicReferenceArray<TapView.@Nullable Message> ring = new AtomicReferenceArray<>(KEPT);
    private final AtomicLong seen = new AtomicLong();
    private volatile boolean over;
    private @Nullable Registration timer; // guarded by this

    Tap(String by, Instant until, Supplier<Instant> clock) {
        this.by = by;
        this.since = clock.get();
        this.until = until;
        this.clock = clock;
    }

    /**
     * Notes a message.
     *
     * @param in whether it came from the other side
     * @param peer whose it is
     * @param message all of it; only its beginning is copied
     */
    public void add(boolean in, Object peer, byte[] message) {
        add(in, peer, Arrays.copyOf(message, Math.min(LONGEST, message.length)), message.length);
    }

    /**
     * Notes a message.
     *
     * @param head its first bytes, as many as {@link #LONGEST}, which nobody changes any more
     * @param length how many it has
     */
    public void add(boolean in, Object peer, byte[] head, int length) {
        if (!over) {
            long number = seen.getAndIncrement();
            ring.set(
                    (int) (number % KEPT), new TapView.Message(number, clock.get(), in, peer.toString(), length, head));
        }
    }

    /** Takes no more; what was copied stays. */
    void end() {
        over = true;
    }

    /** Whether it takes no more. */
    public boolean over() {
        return over;
    }

    /** What ends it, or drops it when it has ended. */
    synchronized void timer(Registration next) {
        Registration before = timer;
        timer = next;
        if (before != null) {
            before.close();
        }
    }

    TapView view() {
        List<TapView.Message> messages = new ArrayList<>();
        for (int i = 0; i < KEPT; i++) {
            TapView.Message message = ring.get(i);
            if (message != null) {
                messages.add(message);
            }
        }
        messages.sort((a, b) -> Long.compare(b.number(), a.number()));
        return new TapView(by, since, until, !over, seen.get(), messages);
    }
}
