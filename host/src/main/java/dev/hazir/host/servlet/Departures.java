package dev.hazir.host.servlet;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The sessions whose next requests wait until those that use them now have ended, so that they can go over. A session that
 * does not get free in time is waited for no more until it does.
 */
final class Departures {

    private static final long PATIENCE_MILLIS = 250;

    private final Map<String, Departure> awaited = new ConcurrentHashMap<>();

    /** One session; noted before it is looked at once more, so that its becoming free is not missed. */
    static final class Departure {
        private final CompletableFuture<Void> free = new CompletableFuture<>();
        private volatile boolean givenUp;

        /** Waits a moment for the session to become free, unless that was tried already. On a worker. */
        void await() throws InterruptedException {
            if (!givenUp) {
                try {
                    free.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    givenUp = true;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("waiting for a session never fails", e);
                }
            }
        }
    }

    boolean isEmpty() {
        return awaited.isEmpty();
    }

    Departure of(String id) {
        return awaited.computeIfAbsent(id, key -> new Departure());
    }

    /** No request uses the session any more. */
    void free(String id) {
        Departure departure = awaited.remove(id);
        if (departure != null) {
            departure.free.complete(null);
        }
    }
}
