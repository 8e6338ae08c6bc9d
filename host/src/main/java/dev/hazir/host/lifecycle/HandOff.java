package dev.hazir.host.lifecycle;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands tasks to threads that wait for them. Putting a thread to sleep and waking it costs more than many a task, so one
 * of them that has found nothing looks again for a moment before it sleeps, for as long as that has been worth it lately;
 * meanwhile nobody is woken. Those that slept last are woken first, because their caches are warm. Any thread.
 */
final class HandOff {

    /** The place where one thread waits. */
    static final class Seat {
        private final Thread thread;
        private volatile boolean taken;

        Seat(Thread thread) {
            this.thread = thread;
        }

        /** Whether its thread waits for a task. */
        boolean taken() {
            return taken;
        }
    }

    /** How often at most a thread looks again before it sleeps, yielding the processor in between. */
    private static final int MOST_LOOKS = 32;

    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final ConcurrentLinkedDeque<Seat> asleep = new ConcurrentLinkedDeque<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger looking = new AtomicInteger();
    /** Of the one that looks. */
    private int looks = 1;

    /** Adds a task and sees to it that somebody takes it. */
    void add(Runnable task) {
        queued.incrementAndGet();
        queue.add(task);
        wakeOne();
    }

    /** How many tasks nobody has taken yet. */
    int queued() {
        return queued.get();
    }

    /** How many threads wait for a task. */
    int waiting() {
        return waiting.get();
    }

    /**
     * Takes the next task, after waiting if there is none.
     *
     * @param seat the current thread's
     * @param patient whether to wait, asked again whenever the thread was woken; must not become true again
     * @return null when it was woken or interrupted and there is no task
     */
    @Nullable
    Runnable next(Seat seat, BooleanSupplier patient) {
        Runnable task = poll();
        if (task != null) {
            return task;
        }
        waiting.incrementAndGet();
        seat.taken = true;
        try {
            task = lookAgain();
            if (task == null) {
                task = sleep(seat, patient);
            }
        } finally {
            seat.taken = false;
            waiting.decrementAndGet();
        }
        // Whoever added a task while this one looked or was about to sleep may have woken nobody else.
        if (task != null && !queue.isEmpty()) {
            wakeOne();
        }
        return task;
    }

    /** Wakes a thread that waits, for it to ask whether it should go on waiting. */
    void wake(Seat seat) {
        if (seat.taken) {
            LockSupport.unpark(seat.thread);
        }
    }

    /** The same for those that have slept longest. */
    void wakeLongestIdle(int count) {
        for (int i = 0; i < count; i++) {
            Seat seat = asleep.pollLast();
            if (seat != null) {
                LockSupport.unpark(seat.thread);
            }
        }
    }

    private @Nullable Runnable lookAgain() {
        if (!looking.compareAndSet(0, 1)) {
            return null;
        }
        Runnable task = null;
        for (int i = 0; i < looks && task == null; i++) {
            Thread.yield();
            task = poll();
        }
        looks = task != null ? Math.min(MOST_LOOKS, looks * 2) : Math.max(1, looks / 2);
        looking.set(0);
        // A task that was added while this one looked has woken nobody.
        return task != null ? task : poll();
    }

    private @Nullable Runnable sleep(Seat seat, BooleanSupplier patient) {
        asleep.addFirst(seat);
        Runnable task = poll();
        if (task == null && patient.getAsBoolean()) {
            LockSupport.park(this);
            task = poll();
        }
        if (!asleep.remove(seat) && task == null) {
            // Woken for a task that somebody else was quicker to take.
            task = poll();
        }
        return task;
    }

    private @Nullable Runnable poll() {
        Runnable task = queue.poll();
        if (task != null) {
            queued.decrementAndGet();
        }
        return task;
    }

    private void wakeOne() {
        if (looking.get() == 0) {
            Seat seat = asleep.pollFirst();
            if (seat != null) {
                LockSupport.unpark(seat.thread);
            }
        }
    }
}
