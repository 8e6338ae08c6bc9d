package dev.hazir.host.applet;

import dev.hazir.host.lifecycle.Workers;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs guest code of the operator's acts on a worker, and waits for it: the operator thread itself stays clean. */
final class OnWorker {

    private final Workers workers;

    OnWorker(Workers workers) {
        this.workers = workers;
    }

    /**
     * Runs work on a worker and waits.
     *
     * @throws TimeoutException when it took longer; the worker is interrupted
     * @throws Exception what the work threw
     */
    <T> T call(Duration limit, Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        workers.execute(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            TimeoutException sentence = new TimeoutException("it did not return within " + limit.toSeconds() + " s");
            sentence.initCause(e);
            throw sentence;
        } finally {
            task.cancel(true);
        }
    }
}
