package dev.hazir.host.guest;

import io.netty.util.concurrent.FastThreadLocalThread;
import org.jspecify.annotations.Nullable;

/** The thread of an event loop: it shows what guest code it is running. */
public final class LoopThread extends FastThreadLocalThread {

    private volatile @Nullable Running running;

    public LoopThread(Runnable task, String name) {
        super(null, task, name);
        setDaemon(true);
        setContextClassLoader(LoopThread.class.getClassLoader());
    }

    /** Whether the current thread is an event loop. */
    public static boolean here() {
        return Thread.currentThread() instanceof LoopThread;
    }

    /** The innermost call into guest code that is under way. */
    @Nullable
    Running running() {
        return running;
    }

    /** Shows a call. Called by this thread alone. */
    Running begin(Guest guest, Trigger trigger) {
        Running call = new Running(guest, trigger, running);
        running = call;
        return call;
    }

    void end(Running call) {
        running = call.outer();
        call.ended();
    }
}
