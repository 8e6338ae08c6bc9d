package dev.hazir.host.guest;

import io.netty.util.concurrent.FastThreadLocalThread;
import org.jspecify.annotations.Nullable;

/** The thread of an event loop: it shows what guest code it is running. */
public final class LoopThread extends FastThreadLocalThread {

    private volatile @Nullable Running running;
    private volatile @Nullable Victims victims;

    public LoopThread(Runnable task, String name) {
        super(null, task, name);
        setDaemon(true);
        setContextClassLoader(LoopThread.class.getClassLoader());
    }

    /** Whether the current thread is an event loop. */
    public static boolean here() {
        return Thread.currentThread() instanceof LoopThread;
    }

    /** Notes that this loop turns to something of an applet outside of guest code, such as passing on a request. */
    public static void turnsTo(String applet) {
        if (Thread.currentThread() instanceof LoopThread thread) {
            thread.note(applet);
        }
    }

    /** Notes from now on what the loop turns to; null ends that. Called by the watch. */
    void gather(@Nullable Victims into) {
        victims = into;
    }

    /** The innermost call into guest code that is under way. */
    @Nullable
    Running running() {
        return running;
    }

    /** Shows a call. Called by this thread alone. */
    Running begin(Guest guest, Trigger trigger) {
        Running outer = running;
        if (outer == null) {
            note(guest.id());
        }
        Running call = new Running(guest, trigger, outer);
        running = call;
        return call;
    }

    private void note(String applet) {
        Victims waited = victims;
        if (waited != null) {
            waited.add(applet);
        }
    }

    void end(Running call) {
        running = call.outer();
        call.ended();
    }
}
