package dev.hazir.host.unload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * Threads that an ended applet has started or still runs in: threads of its own, of its timers, executors and clients. A
 * thread of the host is named when it still runs the applet's code, and is never ended here.
 */
final class StrayThreads implements Grip {

    private static final int MOST_CALLS = 6;
    private static final JdkField WORKER_POOL = JdkField.of("java.util.concurrent.ThreadPoolExecutor$Worker", "this$0");
    private static final JdkField TIMER_QUEUE = JdkField.of("java.util.TimerThread", "queue");
    private static final JdkField TIMER_OPEN = JdkField.of("java.util.TimerThread", "newTasksMayBeScheduled");

    @Override
    public List<HeldBy> holders(Estate estate) {
        Map<Object, HeldBy> found = new LinkedHashMap<>();
        Set<Object> pools = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Thread thread : JvmThreads.all()) {
            StackTraceElement[] stack = thread.getStackTrace();
            if (!stray(thread, stack, estate)) {
                continue;
            }
            ExecutorService pool = pool(thread);
            if (pool == null || pools.add(pool)) {
                found.put(thread, holder(thread, pool, stack, estate));
            }
        }
        return List.copyOf(found.values());
    }

    @Override
    public List<String> end(Estate estate) {
        List<String> done = new ArrayList<>();
        for (Thread thread : JvmThreads.all()) {
            if (!JvmThreads.ofHost(thread) && stray(thread, thread.getStackTrace(), estate)) {
                done.add(end(thread));
            }
        }
        return done;
    }

    private static String end(Thread thread) {
        ExecutorService pool = pool(thread);
        if (pool != null && pool != ForkJoinPool.commonPool()) {
            pool.shutdownNow();
            return "executor of thread '" + thread.getName() + "' shut down";
        }
        Object queue = isTimer(thread) ? TIMER_QUEUE.get(thread) : null;
        if (queue != null && TIMER_OPEN.present()) {
            cancel(thread, queue);
            return "timer '" + thread.getName() + "' cancelled";
        }
        thread.interrupt();
        return "thread '" + thread.getName() + "' interrupted";
    }

    /** Does what {@link java.util.Timer#cancel} does: the timer itself cannot be had from its thread. */
    @SuppressWarnings("SynchronizeOnNonFinalField")
    private static void cancel(Thread timer, Object queue) {
        synchronized (queue) {
            TIMER_OPEN.set(timer, false);
            Object tasks = JdkField.of(queue.getClass(), "queue").get(queue);
            if (tasks instanceof Object[] slots) {
                Arrays.fill(slots, null);
            }
            JdkField.of(queue.getClass(), "size").set(queue, 0);
            queue.notifyAll();
        }
    }

    private static boolean stray(Thread thread, StackTraceElement[] stack, Estate estate) {
        if (thread == Thread.currentThread()) {
            return false;
        }
        return estate.ownsType(thread.getClass())
                || estate.owns(JvmThreads.task(thread))
                || Arrays.stream(stack).anyMatch(estate::ownsCall)
                || !JvmThreads.ofHost(thread) && !JvmThreads.ofJdk(thread) && estate.owns(loader(thread))
                || JvmThreads.ofJdk(thread) && cleans(thread) && way(thread, estate) != null;
    }

    private static @Nullable ClassLoader loader(Thread thread) {
        return thread.getContextClassLoader();
    }

    private static boolean isTimer(Thread thread) {
        return thread.getClass().getName().equals("java.util.TimerThread");
    }

    /** Whether a thread waits for objects to go, and keeps what is to be done then. */
    private static boolean cleans(Thread thread) {
        Object task = JvmThreads.task(thread);
        return task != null && task.getClass().getName().equals("jdk.internal.ref.CleanerImpl");
    }

    private static @Nullable String way(Thread thread, Estate estate) {
        return estate.wayFrom(JvmThreads.task(thread)).orElse(null);
    }

    private static @Nullable ExecutorService pool(Thread thread) {
        if (thread instanceof ForkJoinWorkerThread worker) {
            return worker.getPool();
        }
        Object task = JvmThreads.task(thread);
        boolean worker = task != null && task.getClass().getName().endsWith("ThreadPoolExecutor$Worker");
        return worker && WORKER_POOL.get(task) instanceof ExecutorService pool ? pool : null;
    }

    private static HeldBy holder(
            Thread thread, @Nullable ExecutorService pool, StackTraceElement[] stack, Estate estate) {
        String name = thread.getName();
        List<String> calls = Arrays.stream(stack)
                .dropWhile(call -> !estate.ownsCall(call))
                .limit(MOST_CALLS)
                .map(StackTraceElement::toString)
                .toList();
        String where = calls.isEmpty() ? "" : " at " + calls.get(0);
        if (JvmThreads.ofHost(thread)) {
            return new HeldBy(
                    "host-thread", name, "the host's thread '" + name + "' still runs its code" + where, calls, false);
        }
        if (cleans(thread)) {
            return new HeldBy("cleaner", name, "cleaner '" + name + "': " + way(thread, estate), calls, false);
        }
        if (isTimer(thread)) {
            return new HeldBy("timer", name, "timer '" + name + "' that was not cancelled", calls, true);
        }
        if (pool == ForkJoinPool.commonPool()) {
            return new HeldBy("common-pool", name, "thread '" + name + "' of the common pool" + where, calls, true);
        }
        if (pool != null) {
            return new HeldBy(
                    "executor",
                    name,
                    "executor with thread '" + name + "' that was not shut down" + where,
                    calls,
                    true);
        }
        String state =
                thread.getState().toString().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        return new HeldBy("thread", name, "thread '" + name + "' (" + state + ")" + where, calls, true);
    }
}
