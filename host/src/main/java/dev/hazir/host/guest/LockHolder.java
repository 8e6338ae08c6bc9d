package dev.hazir.host.guest;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/** Who holds the lock that a thread waits for. */
final class LockHolder {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int DEPTH = 64;

    private LockHolder() {}

    /**
     * The thread that holds it and the line where that is, as {@code thread poller-1 at Meter.java:34}; empty when the thread
     * waits for no lock, or for one whose owner the JVM does not know.
     */
    static String of(Thread waiting) {
        ThreadInfo waiter = THREADS.getThreadInfo(waiting.getId());
        if (waiter == null || waiter.getLockOwnerId() < 0) {
            return "";
        }
        ThreadInfo owner = THREADS.getThreadInfo(waiter.getLockOwnerId(), DEPTH);
        if (owner == null) {
            return "";
        }
        StackTraceElement[] stack = owner.getStackTrace();
        int guest = BlockedCall.guestIndex(stack);
        return "thread " + owner.getThreadName()
                + (guest < 0 ? "" : " at " + stack[guest].getFileName() + ":" + stack[guest].getLineNumber());
    }
}
