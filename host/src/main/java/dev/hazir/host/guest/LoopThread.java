package dev.hazir.host.guest;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The thread of an event loop: it shows what guest code it is running. */
public final class LoopThread extends FastThreadLocalThread {

    private static final int LONGEST_KEPT = 64 << 10;

    private volatile @Nullable Running running;
    private volatile @Nullable Victims victims;

    // Of this thread alone.
    private @Nullable Shared<?> given;
    private String lastText = "";
    private byte[] lastUtf8 = {};

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

    /**
     * Tells the watch that the guest is through with one message of several, which it is given in one call, and takes the
     * next: how long it needs counts anew.
     */
    public static void nextMessage() {
        if (Thread.currentThread() instanceof LoopThread thread) {
            thread.next();
        }
    }

    private void next() {
        Running before = running;
        if (before != null) {
            running = new Running(before.guest(), before.trigger(), before.outer());
            before.ended();
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

    /** Notes the message that a receiver is being given; null when it has it. Called by this thread alone. */
    void gives(@Nullable Shared<?> message) {
        given = message;
    }

    @Nullable
    Shared<?> given() {
        return given;
    }

    /** A text that is sent to many, one after the other, is encoded once. Called by this thread alone. */
    @SuppressWarnings("StringEquality") // only the very same string is worth the comparison
    byte[] utf8(String text) {
        if (text == lastText) {
            return lastUtf8;
        }
        byte[] utf8 = encoded(text);
        if (utf8.length <= LONGEST_KEPT) {
            lastText = text;
            lastUtf8 = utf8;
        }
        return utf8;
    }

    static byte[] encoded(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
        Running last = running;
        running = call.outer();
        (last == null ? call : last).ended();
    }
}
