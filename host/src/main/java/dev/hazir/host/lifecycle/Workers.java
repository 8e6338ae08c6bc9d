package dev.hazir.host.lifecycle;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The worker threads, where code may block: virtual threads where the JVM has them, a bounded pool elsewhere. Work may be
 * handed over by guest code: no thread is ever created on the caller's stack in a way that would keep the guest's classes.
 */
public final class Workers implements Executor, AutoCloseable {

    /** The name of every worker thread begins with it. */
    public static final String THREAD_NAME = "hazir-worker-";

    /**
     * How the workers are used.
     *
     * @param busy how many run something
     * @param size how many there are
     * @param limit how many there may be
     * @param queued how many tasks wait for one
     */
    public record Figures(int busy, int size, int limit, int queued) {}

    /** One way to have threads. */
    interface Threads extends AutoCloseable {
        /** Runs a task soon; returns false when there is no room for it. */
        boolean accept(Runnable task);

        /** Runs a task soon, whether there is room or not. */
        void force(Runnable task);

        Figures figures();

        List<Thread> virtual();

        void renew();

        @Override
        void close();
    }

    private final Threads threads;
    private final int limit;
    private final int queueLimit;
    private volatile boolean closed;

    private Workers(Threads threads, int limit, int queueLimit) {
        this.threads = threads;
        this.limit = limit;
        this.queueLimit = queueLimit;
    }

    /**
     * Starts the workers.
     *
     * @param limit how many tasks may run at a time
     * @param queueLimit how many more may wait
     */
    public static Workers start(int limit, int queueLimit) {
        return VirtualThreads.available()
                ? new Workers(new VirtualThreads(limit, queueLimit), limit, queueLimit)
                : startPool(limit, queueLimit);
    }

    /** Starts workers that are platform threads on every JVM. */
    public static Workers startPool(int limit, int queueLimit) {
        return new Workers(PooledThreads.start(limit, queueLimit), limit, queueLimit);
    }

    /**
     * Runs a task on a worker.
     *
     * @throws RejectedExecutionException when all workers are busy and the queue is full, or after the end
     */
    @Override
    public void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("The workers have ended because the host is stopping.");
        }
        if (!threads.accept(task)) {
            throw new RejectedExecutionException("All " + limit + " workers are busy and " + queueLimit
                    + " tasks wait already; try again later or raise the number of workers.");
        }
    }

    /**
     * Runs the next step of something that was accepted before, such as a request that waited for bytes: it is not
     * refused for lack of room, because that would break what is under way. Other work belongs into {@link #execute}.
     */
    public void resume(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("The workers have ended because the host is stopping.");
        }
        threads.force(task);
    }

    public Figures figures() {
        return threads.figures();
    }

    /** Those that work now and are virtual threads, which the JVM does not list. */
    public List<Thread> virtual() {
        return threads.virtual();
    }

    /**
     * Lets every thread end after what it runs now, and new ones take over: thread locals that an unloaded applet left
     * behind go with them. Returns at once.
     */
    public void renew() {
        threads.renew();
    }

    /** Accepts nothing more, interrupts what still runs and waits a moment for it to end. */
    @Override
    public void close() {
        closed = true;
        threads.close();
    }
}
