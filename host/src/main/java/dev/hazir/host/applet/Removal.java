package dev.hazir.host.applet;

import dev.hazir.host.operation.RefusedException;
import dev.hazir.host.store.DiskException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes applets off the disk. What is to happen to the data is written first: after a crash the next start does the rest.
 * Data is erased when the deployment has ended, which may still use it; the same applet waits for that when it is
 * installed again. Used by the operator thread.
 */
final class Removal {

    private static final Logger log = LoggerFactory.getLogger(Removal.class);
    private static final long PATIENCE_SECONDS = 5;

    private final VersionStore store;
    private final Map<String, CompletableFuture<Void>> erasing = new ConcurrentHashMap<>();

    Removal(VersionStore store) {
        this.store = store;
    }

    /**
     * Makes a removal permanent.
     *
     * @return what remains to be done: at once when the data is kept, otherwise when nothing of the applet runs any more
     */
    Runnable remove(StoredApplet applet, Applets.DataFate data) throws DiskException {
        StoredApplet gone = store.remove(applet, data);
        if (data == Applets.DataFate.KEEP) {
            return () -> finish(gone);
        }
        CompletableFuture<Void> erased = new CompletableFuture<>();
        erasing.put(gone.id(), erased);
        return () -> {
            finish(gone);
            erasing.remove(gone.id());
            erased.complete(null);
        };
    }

    /** Ends the removals that an earlier run began. */
    void finishAll() {
        store.removed().forEach(this::finish);
    }

    /**
     * Returns what an applet that was removed has left to its successor.
     *
     * @throws RefusedException when its data is still being erased
     */
    Optional<StoredApplet> left(String id) throws RefusedException, DiskException, InterruptedException {
        CompletableFuture<Void> underWay = erasing.get(id);
        if (underWay != null) {
            try {
                underWay.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new RefusedException(Refusals.stillErased(id));
            } catch (ExecutionException e) {
                throw new IllegalStateException("erasing never fails", e);
            }
        }
        Optional<StoredApplet> left = store.removed(id);
        if (left.isPresent() && left.get().removed() == Applets.DataFate.ERASE) {
            store.finish(left.get());
            return Optional.empty();
        }
        return left;
    }

    private void finish(StoredApplet gone) {
        try {
            store.finish(gone);
        } catch (DiskException e) {
            log.error("what is left of {} is taken away at the next start: {}", gone.id(), e.getMessage());
        }
    }
}
