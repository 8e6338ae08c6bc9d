package dev.hazir.host.lifecycle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts who is inside and lets nobody in once it is shut: how a deployment is drained. {@link #enter} and {@link #leave}
 * cost one atomic operation each, which threads seldom contend for: each counts in a cell of its own, and a cell may well
 * be negative when another thread leaves than has entered.
 */
public final class Gate {

    private static final int CELLS =
            Math.min(16, Integer.highestOneBit(Runtime.getRuntime().availableProcessors()) * 2);
    /** Longs between two cells, so that no two share a line of a processor's cache. */
    private static final int APART = 16;

    private final AtomicLongArray inside = new AtomicLongArray(CELLS * APART);
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private volatile boolean shut;

    /** Goes in, unless the gate is shut. Whoever got {@code true} must {@link #leave} once. */
    public boolean enter() {
        inside.getAndIncrement(cell());
        // Whoever shuts the gate sees this one, or is seen by it.
        if (!shut) {
            return true;
        }
        leave();
        return false;
    }

    /** Goes out again. */
    public void leave() {
        inside.getAndDecrement(cell());
        if (shut) {
            completeIfEmpty();
        }
    }

    /** Lets nobody in any more. The stage completes when the last one has left; a second call gives the same stage. */
    public CompletionStage<Void> shut() {
        shut = true;
        completeIfEmpty();
        return empty;
    }

    /** How many are inside now. */
    public long inside() {
        long sum = 0;
        for (int i = 0; i < CELLS; i++) {
            sum += inside.get(i * APART);
        }
        return sum;
    }

    /**
     * Once the gate is shut, nobody adds to a cell but for a moment, so that a sum of cells read one after the other is
     * never less than how many are inside at the end of reading.
     */
    private void completeIfEmpty() {
        if (inside() == 0) {
            empty.complete(null);
        }
    }

    private static int cell() {
        return ((int) Thread.currentThread().getId() & (CELLS - 1)) * APART;
    }
}
