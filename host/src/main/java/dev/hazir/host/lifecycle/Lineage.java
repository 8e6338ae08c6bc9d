package dev.hazir.host.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * Which of the successive versions of one thing is the newest, for all of them: so none keeps another one that has ended. Any
 * thread.
 *
 * @param <T> what has versions
 */
public final class Lineage<T> {

    private volatile @Nullable T newest;

    /** The newest one, or null when there is none any more. */
    public @Nullable T newest() {
        return newest;
    }

    public void newest(@Nullable T next) {
        newest = next;
    }
}
