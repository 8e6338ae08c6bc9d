package dev.hazir.host.lifecycle;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts who is inside and lets nobody in once it is shut: how a deployment is drained. {@link #enter} and {@link #leave}
 * cost one atomic operation each.
 */
public final class Gate {

    private static final long SHUT = Long.MIN_VALUE;

    private final AtomicLong inside = new AtomicLong();
    private final CompletableFuture<Void> empty = new CompletableFuture<>();

    /** Goes in, unless the gate is shut. Whoever got {@code true} must {@link #leave} once. */
    public boolean enter() {
        if (inside.incrementAndGet() > 0) {
            return true;
        }
        leave();
        return false;
    }

    /** Goes out again. */
    public void leave() {
        if (inside.decrementAndGet() == SHUT) {
            empty.complete(null);
        }
    }

    /** Lets nobody in any more. The stage completes when the last one has left; a second call gives the same stage. */
    public CompletionStage<Void> shut() {
        long before = inside.getAndUpdate(count -> count < 0 ? count : count + SHUT);
        if (before == 0) {
            empty.complete(null);
        }
        return empty;
    }

    /** How many are inside now. */
    public long inside() {
        long count = inside.get();
        return count < 0 ? count - SHUT : count;
    }
}
