package dev.hazir.host.guest;

import org.jspecify.annotations.Nullable;

/** A call into guest code that is under way on an event loop. Its end is noted only if the watch has looked at it. */
final class Running {

    private final Guest guest;
    private final Trigger trigger;
    private final @Nullable Running outer;
    private final long startNanos;
    private volatile boolean observed;
    private volatile long endNanos;

    Running(Guest guest, Trigger trigger, @Nullable Running outer) {
        this.guest = guest;
        this.trigger = trigger;
        this.outer = outer;
        this.startNanos = System.nanoTime();
    }

    Guest guest() {
        return guest;
    }

    Trigger trigger() {
        return trigger;
    }

    /** The call that was interrupted by this one. */
    @Nullable
    Running outer() {
        return outer;
    }

    long nanos(long now) {
        return now - startNanos;
    }

    /** Called by the watch before it reports on this call. */
    void observe() {
        observed = true;
    }

    void ended() {
        if (observed) {
            endNanos = System.nanoTime();
        }
    }

    /** How long it took, if its end was noted; otherwise until {@code now}. */
    long nanosAtEnd(long now) {
        long end = endNanos;
        return (end == 0 ? now : end) - startNanos;
    }
}
