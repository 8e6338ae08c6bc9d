package dev.hazir.host.port;

import dev.hazir.applet.Registration;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the last messages of a port, for an operator who looks into it. Messages are added on event loops without a lock;
 * of a long one the beginning is kept. Any thread.
 */
final class Tap {

    static final int KEPT = 50;
    static final int LONGEST = 512;

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

    /** A message from the other side; its reader index stays where it is. */
    void in(Object peer, ByteBuf message) {
        byte[] head = new byte[Math.min(LONGEST, message.readableBytes())];
        message.getBytes(message.readerIndex(), head);
        add(true, peer, head, message.readableBytes());
    }

    void in(Object peer, byte[] message) {
        add(true, peer, beginning(message), message.length);
    }

    /** A message to the other side. */
    void out(Object peer, byte[] message) {
        add(false, peer, beginning(message), message.length);
    }

    private void add(boolean in, Object peer, byte[] head, int length) {
        if (!over) {
            long number = seen.getAndIncrement();
            ring.set(
                    (int) (number % KEPT), new TapView.Message(number, clock.get(), in, peer.toString(), length, head));
        }
    }

    private static byte[] beginning(byte[] message) {
        return message.length <= LONGEST ? message.clone() : java.util.Arrays.copyOf(message, LONGEST);
    }

    /** Takes no more; what was copied stays. */
    void end() {
        over = true;
    }

    boolean over() {
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
