package dev.hazir.host.lifecycle;

import dev.hazir.applet.Registration;
import dev.hazir.applet.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * A lifetime that can be ended. The end actions run once, newest first, on the thread that ends it; an action that
 * throws does not keep the others from running. Safe for use by several threads.
 */
public class LiveScope implements Scope {

    private final List<Runnable> actions = new ArrayList<>(2);
    private volatile boolean ended;

    @Override
    public final boolean ended() {
        return ended;
    }

    @Override
    public Registration onEnd(Runnable action) {
        synchronized (actions) {
            if (!ended) {
                actions.add(action);
                return () -> forget(action);
            }
        }
        action.run();
        return () -> {};
    }

    /** Ends the lifetime; a second call does nothing. */
    public final void end() {
        List<Runnable> left;
        synchronized (actions) {
            if (ended) {
                return;
            }
            ended = true;
            left = List.copyOf(actions);
            actions.clear();
        }
        RuntimeException failure = null;
        for (int i = left.size() - 1; i >= 0; i--) {
            try {
                left.get(i).run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void forget(Runnable action) {
        synchronized (actions) {
            actions.remove(action);
        }
    }
}
