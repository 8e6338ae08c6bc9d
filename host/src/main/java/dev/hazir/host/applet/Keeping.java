package dev.hazir.host.applet;

import dev.hazir.host.store.DiskException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** The jar of a new version on its way to disk, while the version is rehearsed and prepared: both take their time. */
final class Keeping {

    private final CompletableFuture<Void> done;

    private Keeping(CompletableFuture<Void> done) {
        this.done = done;
    }

    /** Nothing is to be written. */
    static Keeping nothing() {
        return new Keeping(CompletableFuture.completedFuture(null));
    }

    /** Begins to write a jar, on a thread that may block. */
    static Keeping of(AppletJar jar, VersionStore store, Executor executor) {
        return new Keeping(CompletableFuture.runAsync(
                () -> {
                    try {
                        store.keep(jar);
                    } catch (DiskException e) {
                        throw new CompletionException(e);
                    }
                },
                executor));
    }

    /** Waits until the jar is on disk: only then may anything say that it is there. */
    void await() throws DiskException {
        try {
            done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DiskException disk) {
                throw disk;
            }
            throw e;
        }
    }

    /** Waits until nothing is written any more, however that went. */
    void awaitEnd() {
        done.handle((nothing, failure) -> true).join();
    }
}
