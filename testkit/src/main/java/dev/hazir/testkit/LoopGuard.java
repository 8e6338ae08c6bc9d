package dev.hazir.testkit;

import dev.hazir.applet.Registration;
import dev.hazir.host.guest.BlockReport;
import dev.hazir.host.guest.LoopWatch;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Remembers when the applet's code kept an event loop from its other work. Told by the watch's thread. Code that waits
 * (sleeps, locks, reads) counts after 50 ms; code that computes counts after 250 ms, because a cold JVM on a busy machine is
 * slow at first for no fault of the applet.
 */
final class LoopGuard implements AutoCloseable {

    private static final Duration WAITING = Duration.ofMillis(50);
    private static final Duration COMPUTING = Duration.ofMillis(250);

    private final String applet;
    private final Timeline timeline;
    private final Queue<BlockReport> blocks = new ConcurrentLinkedQueue<>();
    private final Registration listening;

    LoopGuard(String applet, LoopWatch watch, Timeline timeline) {
        this.applet = applet;
        this.timeline = timeline;
        this.listening = watch.listen(this::blocked);
    }

    /** Fails when the loop was blocked. */
    void expectFree() {
        if (!blocks.isEmpty()) {
            StringBuilder sentence = new StringBuilder("The event loop was blocked:");
            blocks.forEach(block -> sentence.append('\n').append(block));
            sentence.append("\nUse app.blocking(…) for work that takes time, or serve it on the web side.");
            throw timeline.failure(sentence.toString());
        }
    }

    @Override
    public void close() {
        listening.close();
    }

    private void blocked(BlockReport report) {
        if (report.applet().equals(applet)
                && !report.running()
                && !report.starved()
                && report.samples().stream().anyMatch(this::guilty)) {
            boolean waited = report.samples().stream().anyMatch(LoopGuard::waits);
            if (waited ? report.duration().compareTo(WAITING) > 0 : computed(report)) {
                timeline.add("loop", report.toString());
                blocks.add(report);
            }
        }
    }

    /** Seen once only, it may have been the whole JVM that stood still: the machine ran something else. */
    private boolean computed(BlockReport report) {
        return report.duration().compareTo(COMPUTING) > 0
                && report.samples().stream().filter(this::guilty).count() > 1;
    }

    /** Whether the applet's code was on the stack: the host also works for an applet, such as writing its JSON. */
    private boolean guilty(BlockReport.Sample sample) {
        return sample.stack().stream()
                .map(StackTraceElement::getClassLoaderName)
                .anyMatch(loader -> loader != null && loader.startsWith(applet + "@"));
    }

    /** Whether the thread stood in a native method that is not about loading classes. */
    private static boolean waits(BlockReport.Sample sample) {
        StackTraceElement top = sample.stack().get(0);
        return top.isNativeMethod() && !top.getClassName().startsWith("java.lang.Class");
    }
}
