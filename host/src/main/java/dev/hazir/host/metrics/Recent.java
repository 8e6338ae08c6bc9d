package dev.hazir.host.metrics;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The newest requests that took a route. Under load it is a sample: one in 20 ms is noted, so that noting them costs a
 * comparison. No lock; any thread.
 */
public final class Recent {

    private static final int KEPT = 5;
    private static final long STEP = Duration.ofMillis(20).toNanos();

    private final AtomicLong newest = new AtomicLong(System.nanoTime() - STEP);
    private final AtomicInteger next = new AtomicInteger();
    private volatile @Nullable AtomicReferenceArray<Exchange> ring;

    /**
     * A request with its answer.
     *
     * @param path without the query
     * @param status the answer's status, or 0 when the client went away before there was one
     * @param nanos how long it took
     * @param ended {@link System#nanoTime} at its end
     */
    public record Exchange(String method, String path, int status, long nanos, long ended) {}

    /** Whether a request that ended then is to be noted; the one who hears so notes it. */
    public boolean wants(long ended) {
        long last = newest.get();
        return ended - last >= STEP && newest.compareAndSet(last, ended);
    }

    /** Notes one that is wanted. */
    public void note(Exchange exchange) {
        AtomicReferenceArray<Exchange> kept = ring;
        if (kept == null) {
            kept = made();
        }
        kept.set(Math.floorMod(next.getAndIncrement(), KEPT), exchange);
    }

    /** The newest ones, the newest first. */
    public List<Exchange> exchanges() {
        AtomicReferenceArray<Exchange> kept = ring;
        if (kept == null) {
            return List.of();
        }
        long now = System.nanoTime();
        return IntStream.range(0, KEPT)
                .mapToObj(kept::get)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingLong(exchange -> now - exchange.ended()))
                .toList();
    }

    /** Most routes of an applet are seldom asked for, and have none. */
    private synchronized AtomicReferenceArray<Exchange> made() {
        AtomicReferenceArray<Exchange> kept = ring;
        if (kept == null) {
            kept = new AtomicReferenceArray<>(KEPT);
            ring = kept;
        }
        return kept;
    }
}
