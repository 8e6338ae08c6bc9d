package dev.hazir.host.applet;

import dev.hazir.host.config.Offence;
import dev.hazir.host.guest.BlockReport;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.operation.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges handlers that keep event loops waiting again and again: three times within ten minutes, each time long enough to
 * be logged, and not because the machine was too busy. What was moved stays so until another deployment takes over. Told
 * by the loop watch on its thread.
 */
final class Offenders {

    private static final Logger log = LoggerFactory.getLogger(Offenders.class);
    private static final Duration LONG = Duration.ofMillis(200);
    private static final Duration MEMORY = Duration.ofMinutes(10);
    private static final int OFTEN = 3;

    private final Catalog catalog;
    private final HostTime time;
    private final Map<String, List<Long>> blocks = new HashMap<>(); // of the watch's thread alone
    private final Map<String, BlockReport> moved = new ConcurrentHashMap<>();

    Offenders(Catalog catalog, HostTime time) {
        this.catalog = catalog;
        this.time = time;
    }

    /** Stops an applet, soon and on another thread. */
    interface Stop {
        void stop(String applet, String reason);
    }

    /** A call has kept an event loop waiting. */
    void blocked(BlockReport report, Offence policy, Stop stop) {
        if (policy == Offence.REPORT
                || report.running()
                || report.starved()
                || report.duration().compareTo(LONG) < 0) {
            return;
        }
        Installed installed = catalog.find(report.applet());
        Deployment live = installed == null ? null : installed.deployment();
        if (live == null || !live.info().version().equals(report.version()) || !often(report)) {
            return;
        }
        if (policy == Offence.STOP) {
            stop.stop(report.applet(), "Stopped because it kept event loops waiting again and again: " + told(report));
        } else if (live.guest().move(report.handler(), kept(report))) {
            moved.put(key(report), report);
            log.warn("{}: {} runs on worker threads from now on: {}", live.info(), report.handler(), told(report));
        }
    }

    /**
     * Moves what a report is about because an operator wants it, however often it has kept event loops waiting.
     *
     * @return what has become of it, one sentence
     */
    String move(BlockReport report) throws RefusedException {
        Deployment live = catalog.require(report.applet()).deployment();
        if (live == null || !live.info().version().equals(report.version())) {
            throw new RefusedException(Refusals.notRunning(report.applet() + " " + report.version()));
        }
        if (!live.guest().move(report.handler(), "An operator has moved it; " + told(report))) {
            return report.handler() + " of " + live.info() + " runs on worker threads already.";
        }
        moved.put(key(report), report);
        String sentence = report.handler() + " of " + live.info()
                + " runs on worker threads from its next call on, until another deployment takes over.";
        log.warn("{}", sentence);
        return sentence;
    }

    /** What runs on worker threads now because it was moved. */
    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (BlockReport report : moved.values()) {
            Installed installed = catalog.find(report.applet());
            Deployment live = installed == null ? null : installed.deployment();
            if (live != null
                    && live.info().version().equals(report.version())
                    && live.guest().moved(report.handler())) {
                problems.add(new Problem(
                        "LOOP-202",
                        report.applet(),
                        report.handler() + " of " + live.info() + " was moved off the event loops.",
                        live.guest().whyMoved(report.handler()),
                        "It works on, slower. " + report.advice() + " Then upgrade " + report.applet() + ".",
                        report.began()));
            } else {
                moved.remove(key(report), report);
            }
        }
        return problems;
    }

    private boolean often(BlockReport report) {
        long now = time.nanoTime();
        blocks.values().forEach(times -> times.removeIf(before -> now - before > MEMORY.toNanos()));
        blocks.values().removeIf(List::isEmpty);
        List<Long> times = blocks.computeIfAbsent(key(report), any -> new ArrayList<>());
        times.add(now);
        return times.size() >= OFTEN;
    }

    private static String key(BlockReport report) {
        return report.applet() + "@" + report.version() + " " + report.handler();
    }

    private static String kept(BlockReport report) {
        return "It kept them waiting " + OFTEN + " times within " + MEMORY.toMinutes() + " minutes; " + told(report);
    }

    private static String told(BlockReport report) {
        return "last for " + report.duration().toMillis() + " ms at " + report.location() + ", while handling "
                + report.trigger() + ".";
    }
}
