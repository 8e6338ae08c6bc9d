package dev.hazir.host.unload;

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the JVM to collect garbage, rarely: the more often within the last minute, the longer the pause before the next
 * time. Used by the unload thread alone.
 */
final class Collector {

    private static final Logger log = LoggerFactory.getLogger(Collector.class);
    private static final long WINDOW = Duration.ofMinutes(1).toNanos();
    private static final long FIRST_PAUSE = Duration.ofMillis(200).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(10).toNanos();
    private static final int FREE = 3;

    private final Deque<Long> lately = new ArrayDeque<>();
    private long took;

    /** Whether the pause since the last time is over. */
    boolean due() {
        long now = System.nanoTime();
        while (!lately.isEmpty() && now - lately.peekFirst() > WINDOW) {
            lately.removeFirst();
        }
        return lately.isEmpty() || now - lately.peekLast() >= pause();
    }

    /** Collects, and returns whether the JVM did: it may have been told not to listen. */
    boolean collect() {
        WeakReference<Object> canary = new WeakReference<>(new Object());
        long before = System.nanoTime();
        System.gc();
        long now = System.nanoTime();
        took = now - before;
        lately.addLast(now);
        return canary.refersTo(null);
    }

    /** Collects also what a concurrent collection leaves because it is young: the JVM does before it counts objects. */
    void collectFully() {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            log.debug("this JVM does not count objects: {}", e.toString());
            collect();
        }
    }

    private long pause() {
        int doublings = Math.min(10, Math.max(0, lately.size() - FREE));
        return Math.min(LONGEST_PAUSE, Math.max(FIRST_PAUSE << doublings, 10 * took));
    }
}
