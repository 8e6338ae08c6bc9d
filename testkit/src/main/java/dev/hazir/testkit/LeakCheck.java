package dev.hazir.testkit;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Sees to it that nothing holds an applet's classes after it was removed, or names the threads that do. */
final class LeakCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String loaderName;
    private final WeakReference<ClassLoader> loader;

    LeakCheck(ClassLoader loader) {
        this.loaderName = String.valueOf(loader.getName());
        this.loader = new WeakReference<>(loader);
    }

    /** Fails unless the class loader is collected within 5 s. */
    void expectCollected(Timeline timeline) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .pollDelay(Duration.ZERO)
                    .until(() -> {
                        System.gc();
                        return loader.refersTo(null);
                    });
        } catch (ConditionTimeoutException e) {
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
