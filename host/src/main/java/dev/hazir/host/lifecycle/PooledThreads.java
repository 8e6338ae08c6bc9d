package dev.hazir.host.lifecycle;

import dev.hazir.host.lifecycle.Workers.Figures;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool of platform threads. It stays small while the queue moves, because few threads are faster than many; a thread of
 * its own, the keeper, adds workers when tasks have waited for too long and retires them when they were not needed for a
 * while. Only the keeper creates threads, so none is created with guest code on the stack.
 */
final class PooledThreads implements Workers.Threads {

    private static final Logger log = LoggerFactory.getLogger(PooledThreads.class);

    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    /** A worker that wants to run is called stuck later: it may just wait for a processor. */
    private static final long STALL_RUNNABLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long REVIEW_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long CLOSE_MILLIS = 2_000;

    private final int limit;
    private final int core;
    private final int queueLimit;
    private final HandOff handOff = new HandOff();
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private final AtomicInteger surplus = new AtomicInteger();
    /** How many tasks wait or run. Counted by itself: a worker that has just been made runs nothing yet. */
    private final AtomicInteger inside = new AtomicInteger();

    private final Thread keeper;
    private volatile boolean keeperAsleep;
    private volatile int generation;
    private volatile boolean closed;

    // Of the keeper alone.
    private int keptGeneration;
    private long takenByTheGone;
    private int threadNumber;
    private int leastWaiting;
    private long reviewAt = System.nanoTime() + REVIEW_NANOS;

    private PooledThreads(int limit, int queueLimit) {
        this.limit = limit;
        this.core = Math.min(limit, 2 + Runtime.getRuntime().availableProcessors());
        this.queueLimit = queueLimit;
        this.leastWaiting = core;
        this.keeper = new Thread(null, this::keep, "hazir-worker-keeper", 0, false);
        keeper.setDaemon(true);
    }

    static PooledThreads start(int limit, int queueLimit) {
        PooledThreads pool = new PooledThreads(limit, queueLimit);
        pool.addWorkers(pool.core);
        pool.keeper.start();
        return pool;
    }

    @Override
    public boolean accept(Runnable task) {
        if (inside.incrementAndGet() > limit + queueLimit) {
            inside.decrementAndGet();
            return false;
        }
        add(task);
        return true;
    }

    @Override
    public void force(Runnable task) {
        inside.incrementAndGet();
        add(task);
    }

    private void add(Runnable task) {
        handOff.add(task);
        wakeKeeperIfShort();
    }

    @Override
    public Figures figures() {
        int size = workers.size();
        int queued = handOff.queued();
        int busy = Math.min(size, Math.max(0, inside.get() - queued));
        return new Figures(busy, size, limit, queued);
    }

    @Override
    public List<Thread> virtual() {
        return List.of();
    }

    @Override
    public void renew() {
        synchronized (this) {
            generation++;
        }
        LockSupport.unpark(keeper);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(keeper);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        try {
            keeper.join(CLOSE_MILLIS);
            workers.forEach(worker -> worker.thread.interrupt());
            for (Worker worker : workers) {
                long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
                if (worker.thread != Thread.currentThread() && left > 0) {
                    worker.thread.join(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A keeper that sleeps while more tasks wait than workers do would leave the last of them waiting. */
    private void wakeKeeperIfShort() {
        if (keeperAsleep && handOff.queued() > handOff.waiting()) {
            keeperAsleep = false;
            LockSupport.unpark(keeper);
        }
    }

    private void keep() {
        while (!closed) {
            try {
                renewIfAsked();
                review();
                growIfStalled();
            } catch (OutOfMemoryError e) {
                log.warn("Cannot start another worker thread; {} are there.", workers.size(), e);
            }
        }
    }

    private void renewIfAsked() {
        int asked = generation;
        if (asked != keptGeneration) {
            keptGeneration = asked;
            addWorkers(core);
        }
        for (Worker worker : workers) {
            if (worker.born != asked) {
                handOff.wake(worker.seat);
            }
        }
    }

    /** Retires workers that nobody needed since the last review, and replaces those that died. */
    private void review() {
        for (Worker worker : workers) {
            if (!worker.thread.isAlive()) {
                workers.remove(worker);
                takenByTheGone += worker.taken.get();
            }
        }
        addWorkers(core - workers.size());
        leastWaiting = Math.min(leastWaiting, handOff.waiting());
        if (System.nanoTime() - reviewAt < 0) {
            return;
        }
        int retire = Math.min(leastWaiting, workers.size() - core);
        if (retire > 0) {
            surplus.set(retire);
            handOff.wakeLongestIdle(retire);
        }
        leastWaiting = handOff.waiting();
        reviewAt = System.nanoTime() + REVIEW_NANOS;
    }

    private void growIfStalled() {
        long takenBefore = taken();
        int queuedBefore = handOff.queued();
        if (queuedBefore == 0) {
            keeperAsleep = true;
            if (handOff.queued() == 0 && !closed && generation == keptGeneration) {
                LockSupport.parkNanos(this, REVIEW_NANOS / 10);
            }
            keeperAsleep = false;
            return;
        }
        moving();
        LockSupport.parkNanos(this, STALL_NANOS);
        long stalled = takenBefore + queuedBefore - taken();
        if (stalled > 0 && !closed) {
            int size = workers.size();
            int moving = moving();
            // While some get on, it is enough to have as many of these as there are in a pool where nothing blocks.
            int wanted = moving == 0 ? Math.max(core, size / 2) : core - moving;
            addWorkers((int) Math.min(Math.min(stalled, wanted), (long) limit - size));
        }
    }

    /** How many workers are not kept by the task they run. Looks again at those it has seen before. */
    private int moving() {
        long now = System.nanoTime();
        int moving = 0;
        for (Worker worker : workers) {
            if (!worker.stuck(now)) {
                moving++;
            }
        }
        return moving;
    }

    private long taken() {
        long taken = takenByTheGone;
        for (Worker worker : workers) {
            taken += worker.taken.get();
        }
        return taken;
    }

    private void addWorkers(int count) {
        for (int i = 0; i < count && !closed; i++) {
            Worker worker = new Worker(++threadNumber, generation);
            worker.thread.start();
            workers.add(worker);
        }
    }

    private final class Worker implements Runnable {
        private final Thread thread;
        private final int born;
        private final AtomicLong taken = new AtomicLong();
        private final HandOff.Seat seat;

        // Of the keeper alone.
        private long takenWhenSeen = -1;
        private long seenAt;

        Worker(int number, int born) {
            this.born = born;
            this.thread = new Thread(null, this, Workers.THREAD_NAME + number, 0, false);
            this.seat = new HandOff.Seat(thread);
            thread.setDaemon(true);
        }

        @Override
        public void run() {
            ClassLoader loader = thread.getContextClassLoader();
            while (!closed && born == generation && !retired()) {
                Runnable task = next();
                if (task == null) {
                    // With an interrupt left it would not sleep any more.
                    Thread.interrupted();
                    continue;
                }
                taken.lazySet(taken.get() + 1);
                try {
                    task.run();
                } catch (Throwable e) {
                    log.error("A task on a worker thread failed.", e);
                }
                inside.decrementAndGet();
                thread.setContextClassLoader(loader);
                // An interrupt meant for one task must not reach the next.
                Thread.interrupted();
            }
            LockSupport.unpark(keeper);
        }

        /** Whether it has been at the same task for too long. Called by the keeper. */
        boolean stuck(long now) {
            long seen = taken.get();
            if (seen != takenWhenSeen) {
                takenWhenSeen = seen;
                seenAt = now;
                return false;
            }
            long patience = thread.getState() == Thread.State.RUNNABLE ? STALL_RUNNABLE_NANOS : STALL_NANOS;
            return !seat.taken() && now - seenAt >= patience;
        }

        private boolean retired() {
            return surplus.get() > 0 && surplus.getAndUpdate(left -> left > 0 ? left - 1 : 0) > 0;
        }

        /** The next task, or null when it was woken for something else. */
        private @Nullable Runnable next() {
            Runnable task = handOff.next(seat, () -> !closed && born == generation && surplus.get() == 0);
            wakeKeeperIfShort();
            return task;
        }
    }
}
