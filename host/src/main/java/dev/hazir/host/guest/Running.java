package dev.hazir.host.guest;

/**
 * A call into guest code that is under way on an event loop.
 *
 * @param startNanos {@link System#nanoTime} when it began
 */
record Running(Guest guest, Trigger trigger, long startNanos) {

    Running(Guest guest, Trigger trigger) {
        this(guest, trigger, System.nanoTime());
    }
}
