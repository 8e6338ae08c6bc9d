package dev.hazir.host.guest;

import io.netty.util.concurrent.EventExecutor;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the guest code of one handler runs, one task after the other in the order of {@link #execute}: on its event loop
 * and, once the handler was moved because it kept the loop waiting, on workers. Everything that promises a guest to be
 * alone with its state has one turn: a connection, or the loop of an applet. Safe for use by several threads.
 */
public final class Turn implements Executor {

    private static final Logger log = LoggerFactory.getLogger(Turn.class);

    private final Guest guest;
    private final String handler;
    private final EventExecutor loop;
    private final Queue<Runnable> moved = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * The turn of a handler.
     *
     * @param handler names what is moved as a whole, as in {@link Trigger#handler}
     * @param loop where it runs unless it was moved
     */
    public Turn(Guest guest, String handler, EventExecutor loop) {
        this.guest = guest;
        this.handler = handler;
        this.loop = loop;
    }

    /** What it is the turn of. */
    public String handler() {
        return handler;
    }

    /** Whose guest code it runs. */
    public Guest guest() {
        return guest;
    }

    /** Where it runs unless it was moved. */
    EventExecutor loop() {
        return loop;
    }

    /** Whether the handler was moved off the event loops. */
    public boolean moved() {
        return guest.moved(handler);
    }

    /** Called on the loop: runs a task at once or, if the handler was moved, on a worker after what waits there already. */
    public void run(Runnable task) {
        if (moved()) {
            execute(task);
        } else {
            task.run();
        }
    }

    /** Brings back to the loop what a worker has found out; at once when this is the loop. */
    public void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("{} of {} ended with its event loop", handler, guest, e);
        }
    }

    /** The loop comes first in any case, so that what was asked for before the move is not overtaken. */
    @Override
    public void execute(Runnable task) {
        loop.execute(() -> {
            if (waiting.get() > 0 || moved()) {
                moved.add(task);
                if (waiting.getAndIncrement() == 0) {
                    onWorker(this::runMoved);
                }
            } else {
                task.run();
            }
        });
    }

    /** Does the same unless so many wait already that another one would be too many. */
    public boolean executeWithin(int most, Runnable task) {
        if (waiting.get() >= most) {
            return false;
        }
        execute(task);
        return true;
    }

    private void runMoved() {
        int left = waiting.get();
        while (left > 0) {
            for (int i = 0; i < left; i++) {
                runNext();
            }
            left = waiting.addAndGet(-left);
        }
    }

    private void runNext() {
        try {
            moved.remove().run();
        } catch (RuntimeException e) {
            log.error("a task of {} of {} failed", handler, guest, e);
        }
    }

    /** With all workers busy the loop has to do: what was asked for is never dropped. */
    private void onWorker(Runnable task) {
        try {
            guest.workers().execute(task);
        } catch (RejectedExecutionException e) {
            loop.execute(task);
        }
    }
}
