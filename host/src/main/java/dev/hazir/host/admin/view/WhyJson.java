package dev.hazir.host.admin.view;

import dev.hazir.host.guest.BlockReport;
import dev.hazir.host.guest.LoopState;
import dev.hazir.host.guest.LoopWatch;
import dev.hazir.host.lifecycle.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why the host is slow, as far as it knows.
 *
 * @param verdict one sentence: the first cause that was found
 * @param blocks calls that keep or kept event loops waiting, those under way first, then the newest
 */
public record WhyJson(String verdict, List<Loop> loops, Workers.Figures workers, List<Block> blocks) {

    private static final Duration LAG = Duration.ofMillis(100);

    /** An event loop. */
    public record Loop(String name, long lagMillis, long worstMillis, int waiting) {}

    /** One call that kept an event loop waiting. */
    public record Block(
            String applet,
            String version,
            String thread,
            long millis,
            boolean running,
            boolean starved,
            String location,
            String method,
            String calls,
            String trigger,
            String handler,
            int waiting,
            List<BlockReport.Victim> victims,
            Instant began,
            String advice,
            List<String> stack) {

        public static Block of(BlockReport report) {
            List<BlockReport.Sample> samples = report.samples();
            return new Block(
                    report.applet(),
                    report.version(),
                    report.thread(),
                    report.duration().toMillis(),
                    report.running(),
                    report.starved(),
                    report.location(),
                    report.method(),
                    report.top(),
                    report.trigger(),
                    report.handler(),
                    report.waiting(),
                    report.victims(),
                    report.began(),
                    report.advice(),
                    samples.isEmpty()
                            ? List.of()
                            : samples.get(samples.size() - 1).stack().stream()
                                    .map(StackTraceElement::toString)
                                    .toList());
        }
    }

    public static WhyJson of(LoopWatch watch, Workers.Figures workers) {
        List<LoopState> loops = watch.loops();
        List<BlockReport> now = watch.blockedNow();
        return new WhyJson(
                verdict(now, loops, workers),
                loops.stream()
                        .map(loop -> new Loop(
                                loop.name(), loop.lag().toMillis(), loop.worst().toMillis(), loop.waiting()))
                        .toList(),
                workers,
                Stream.concat(now.stream(), watch.reports().stream())
                        .map(Block::of)
                        .toList());
    }

    private static String verdict(List<BlockReport> now, List<LoopState> loops, Workers.Figures workers) {
        if (!now.isEmpty()) {
            return "An event loop is blocked now: " + now.get(0) + ".";
        }
        Optional<LoopState> slowest = loops.stream().max(Comparator.comparing(LoopState::lag));
        if (slowest.isPresent() && slowest.get().lag().compareTo(LAG) > 0) {
            return "The event loop " + slowest.get().name() + " is behind: a task waits "
                    + slowest.get().lag().toMillis() + " ms for its turn, and "
                    + slowest.get().waiting() + " wait.";
        }
        if (workers.queued() > 0 && workers.busy() >= workers.limit()) {
            return "All " + workers.limit() + " workers are busy and " + workers.queued() + " tasks wait for one.";
        }
        return "Nothing found: tasks wait at most "
                + slowest.map(loop -> loop.lag().toMillis()).orElse(0L) + " ms for an event loop, and " + workers.busy()
                + " of " + workers.limit() + " workers are busy.";
    }
}
