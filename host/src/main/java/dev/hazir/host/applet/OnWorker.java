package dev.hazir.host.applet;

import dev.hazir.host.lifecycle.Workers;
import dev.hazir.host.operation.Operation;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs guest code of the operator's acts on a worker, and waits for it: the operator thread itself stays clean. */
final class OnWorker {

    private final Workers workers;
    private final Map<Thread, FutureTask<?>> waiting = new ConcurrentHashMap<>();
    private volatile @Nullable Act act;

    /** The operation of the operator thread, which may be cancelled. */
    private record Act(Thread operator, Operation operation) {}

    OnWorker(Workers workers) {
        this.workers = workers;
    }

    /** The operation of the operator thread may be cancelled from now on: it waits for nobody here then. */
    void mayBeCancelled(Operation operation) {
        Thread operator = Thread.currentThread();
        act = new Act(operator, operation);
        operation.mayBeCancelled(() -> {
            FutureTask<?> task = waiting.get(operator);
            if (task != null) {
                task.cancel(true);
            }
        });
    }

    /**
     * Runs work on a worker and waits.
     *
     * @throws TimeoutException when it took longer; the worker is interrupted
     * @throws CancellationException when the operation was cancelled; the worker is interrupted
     * @throws Exception what the work threw
     */
    <T> T call(Duration limit, Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        waiting.put(Thread.currentThread(), task);
        try {
            requireWanted();
            workers.execute(task);
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
            waiting.remove(Thread.currentThread());
            task.cancel(true);
        }
    }

    /** Plans are made on other threads: an operation is none of theirs. */
    private void requireWanted() {
        Act now = act;
        if (now != null && now.operator() == Thread.currentThread()) {
            now.operation().requireWanted();
        }
    }
}
