package dev.hazir.host.unload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * What waits in the JDK's own timer: time-outs of futures that never complete. Up to Java 24 that timer has a queue which
 * can be looked through; a task that leads to the applet is of no use to anybody else.
 */
final class DelayedTasks implements Grip {

    private static final JdkField TIMER = JdkField.of("java.util.concurrent.CompletableFuture$Delayer", "delayer");

    @Override
    public List<String> mend(Estate estate) {
        List<String> done = new ArrayList<>();
        if (timer() instanceof ScheduledThreadPoolExecutor timer) {
            for (Runnable task : List.copyOf(timer.getQueue())) {
                if (estate.wayFrom(task).isPresent() && timer.remove(task)) {
                    done.add("time-out of a future");
                }
            }
        }
        return done;
    }

    private static @Nullable Object timer() {
        return TIMER.get(null);
    }
}
