package dev.hazir.testkit;

import dev.hazir.applet.Registration;
import dev.hazir.host.guest.BlockReport;
import dev.hazir.host.guest.LoopWatch;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers when the applet's code kept an event loop from its other work. Told by the watch's thread. */
final class LoopGuard implements AutoCloseable {

    static final Duration LIMIT = Duration.ofMillis(50);

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
            StringBuilder sentence = new StringBuilder("The event loop was blocked for more than ")
                    .append(LIMIT.toMillis())
                    .append(" ms:");
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
                && report.duration().compareTo(LIMIT) > 0) {
            timeline.add("loop", report.toString());
            blocks.add(report);
        }
    }
}
