package dev.hazir.host.guest;

import dev.hazir.applet.Registration;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What becomes of reports on blocked loops: remembered, logged, told. Filled by the watch's thread, read by any. */
final class BlockReports {

    private static final Logger log = LoggerFactory.getLogger(LoopWatch.class);
    private static final int REMEMBERED = 100;
    private static final Duration LOG_PAUSE = Duration.ofMinutes(1);

    private final Duration least;
    private final List<Consumer<BlockReport>> listeners = new CopyOnWriteArrayList<>();
    private final Deque<BlockReport> remembered = new ArrayDeque<>();
    private final Map<String, Long> logged = new HashMap<>();

    /** Reports on shorter calls than this are not logged. */
    BlockReports(Duration least) {
        this.least = least;
    }

    Registration listen(Consumer<BlockReport> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    List<BlockReport> remembered() {
        synchronized (remembered) {
            return List.copyOf(remembered);
        }
    }

    /** A call has become a problem and still runs. */
    void lasts(BlockReport report) {
        write(report);
        tell(report);
    }

    /**
     * A call has ended.
     *
     * @param told whether it was told of while it ran
     */
    void ended(BlockReport report, boolean told) {
        synchronized (remembered) {
            remembered.addFirst(report);
            if (remembered.size() > REMEMBERED) {
                remembered.removeLast();
            }
        }
        if (report.duration().compareTo(least) >= 0 && (told || mayLog(report))) {
            write(report);
        }
        tell(report);
    }

    private boolean mayLog(BlockReport report) {
        long now = System.nanoTime();
        logged.values().removeIf(time -> now - time > LOG_PAUSE.toNanos());
        return logged.putIfAbsent(report.applet() + " " + report.location(), now) == null;
    }

    private void tell(BlockReport report) {
        for (Consumer<BlockReport> listener : listeners) {
            try {
                listener.accept(report);
            } catch (RuntimeException e) {
                log.error("a listener of the loop watch failed", e);
            }
        }
    }

    private static void write(BlockReport report) {
        MDC.put(Guest.LOG_KEY, report.applet());
        try {
            log.warn("{}", report);
        } finally {
            MDC.remove(Guest.LOG_KEY);
        }
    }
}
