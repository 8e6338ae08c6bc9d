package dev.hazir.host.lifecycle;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that takes time to make, and is made when it is first asked for. Safe for use by several threads. */
public final class Once<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private volatile @Nullable T made;

    public Once(Supplier<T> maker) {
        this.maker = maker;
    }

    /** Whether it was asked for, so that asking takes no time. */
    public boolean isMade() {
        return made != null;
    }

    @Override
    public T get() {
        T found = made;
        return found == null ? make() : found;
    }

    private synchronized T make() {
        T found = made;
        if (found == null) {
            found = maker.get();
            made = found;
        }
        return found;
    }
}
