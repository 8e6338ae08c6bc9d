package dev.hazir.host.front;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to know of the fate of one exchange. Actions may be added by any thread; they run on the event loop. */
final class ExchangeActions {

    private static final Logger log = LoggerFactory.getLogger(ExchangeActions.class);

    private final Http1Connection connection;
    private @Nullable List<Consumer<Throwable>> abort;
    private @Nullable List<Runnable> end;
    private volatile @Nullable List<Runnable> writable;
    private volatile boolean over;
    private @Nullable Throwable cause;

    ExchangeActions(Http1Connection connection) {
        this.connection = connection;
    }

    boolean over() {
        return over;
    }

    void onAbort(Consumer<Throwable> action) {
        Throwable already;
        synchronized (this) {
            already = cause;
            if (!over) {
                abort = added(abort, action);
            }
        }
        if (already != null) {
            connection.later(() -> action.accept(already));
        }
    }

    void onEnd(Runnable action) {
        synchronized (this) {
            if (!over) {
                end = added(end, action);
                return;
            }
        }
        connection.later(action);
    }

    synchronized void onWritable(Runnable action) {
        List<Runnable> more = writable == null ? new ArrayList<>(1) : new ArrayList<>(writable);
        more.add(action);
        writable = more;
    }

    void becameWritable() {
        List<Runnable> all = writable;
        if (all != null && !over) {
            all.forEach(ExchangeActions::run);
        }
    }

    /** Runs what waits for the end, once; with a cause first what waits for an abort. */
    void end(@Nullable Throwable why) {
        List<Consumer<Throwable>> aborts;
        List<Runnable> ends;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            cause = why;
            aborts = abort;
            ends = end;
            abort = null;
            end = null;
            writable = null;
        }
        if (aborts != null && why != null) {
            aborts.forEach(action -> run(() -> action.accept(why)));
        }
        if (ends != null) {
            ends.forEach(ExchangeActions::run);
        }
    }

    /** Most exchanges have one action of a kind. */
    private static <A> List<A> added(@Nullable List<A> list, A action) {
        if (list == null) {
            return List.of(action);
        }
        List<A> more = new ArrayList<>(list);
        more.add(action);
        return more;
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            log.error("an action at the end of an exchange failed", e);
        }
    }
}
