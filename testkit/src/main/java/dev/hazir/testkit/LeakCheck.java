package dev.hazir.testkit;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Sees to it that nothing holds an applet's classes after it was removed, or names the threads that do. */
final class LeakCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** A machine that is slow gets through fewer collections in that time, and through less of what ends an applet. */
    private static final int COLLECTIONS = 20;

    private static final Duration MOST_PATIENCE = Duration.ofMinutes(2);

    private final String loaderName;
    private final WeakReference<ClassLoader> loader;

    LeakCheck(ClassLoader loader) {
        this.loaderName = String.valueOf(loader.getName());
        this.loader = new WeakReference<>(loader);
    }

    /** Fails unless the class loader is collected within 5 s and 20 collections. */
    void expectCollected(Timeline timeline) {
        long began = System.nanoTime();
        AtomicInteger collections = new AtomicInteger();
        Awaitility.await()
                .atMost(MOST_PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    System.gc();
                    return loader.refersTo(null)
                            || collections.incrementAndGet() >= COLLECTIONS
                                    && System.nanoTime() - began >= PATIENCE.toNanos();
                });
        if (!loader.refersTo(null)) {
            List<String> threads = holders();
            throw timeline.failure("The classes of " + loaderName + " are still held " + PATIENCE.toSeconds()
                    + " s after the applet was removed, "
                    + (threads.isEmpty()
                            ? "by no thread: look for a static, a thread local or something registered with the JVM."
                            : "by:\n" + String.join("\n", threads)
                                    + "\nEnd the thread in stopping(), or hand it over with app.closeOnStop(…)."));
        }
    }

    private List<String> holders() {
        List<String> holders = new ArrayList<>();
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            Thread thread = each.getKey();
            boolean inside =
                    Arrays.stream(each.getValue()).anyMatch(frame -> loaderName.equals(frame.getClassLoaderName()));
            boolean context = loader.refersTo(thread.getContextClassLoader());
            boolean own = loader.refersTo(thread.getClass().getClassLoader());
            if (inside || context || own) {
                holders.add("thread '" + thread.getName() + "' (" + thread.getState() + ")"
                        + (inside ? ", which runs the applet's code" : ", which the applet has started"));
            }
        }
        return holders;
    }
}
