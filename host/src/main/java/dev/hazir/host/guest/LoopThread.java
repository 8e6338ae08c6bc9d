package dev.hazir.host.guest;

import io.netty.util.concurrent.FastThreadLocalThread;
import org.jspecify.annotations.Nullable;

/** The thread of an event loop: it shows what guest code it is running. */
public final class LoopThread extends FastThreadLocalThread {

    private volatile @Nullable Running running;

    public LoopThread(Runnable task, String name) {
        super(null, task, name);
        setDaemon(true);
    }

    /** Whether the current thread is an event loop. */
    public static boolean here() {
        return Thread.currentThread() instanceof LoopThread;
    }

    @Nullable
    Running running() {
        return running;
    }

    /** Shows a call and returns the one it interrupts. Called by this thread alone. */
    @Nullable
    Running begin(Running call) {
        Running before = running;
        running = call;
        return before;
    }

    void end(@Nullable Running before) {
        running = before;
    }
}
