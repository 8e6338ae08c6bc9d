package dev.hazir.host.unload;

/**
 * Removes what an ended applet left in a part of the host.
 *
 * @param what a phrase such as {@code thread locals of event loops}
 * @param act removes it and returns how many there were; runs on the unload thread, may wait a moment, never for guests
 */
public record Mending(String what, Act act) {

    /** What a mending does. */
    @FunctionalInterface
    public interface Act {
        int forget(ClassLoader loader);
    }
}
