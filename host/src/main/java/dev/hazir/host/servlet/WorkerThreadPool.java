package dev.hazir.host.servlet;

import dev.hazir.host.lifecycle.Workers;
import org.eclipse.jetty.util.thread.ThreadPool;

/** The workers as Jetty sees them. What Jetty runs here continues requests that are under way. */
final class WorkerThreadPool implements ThreadPool {

    private final Workers workers;

    WorkerThreadPool(Workers workers) {
        this.workers = workers;
    }

    @Override
    public void execute(Runnable task) {
        workers.resume(task);
    }

    @Override
    public void join() {
        // The workers outlive Jetty: there is nothing to wait for.
    }

    @Override
    public int getThreads() {
        return workers.figures().size();
    }

    @Override
    public int getIdleThreads() {
        Workers.Figures figures = workers.figures();
        return figures.size() - figures.busy();
    }

    @Override
    public boolean isLowOnThreads() {
        Workers.Figures figures = workers.figures();
        return figures.busy() >= figures.limit();
    }
}
