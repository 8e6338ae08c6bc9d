package dev.hazir.host.admin.health;

import dev.hazir.host.guest.BlockReport;
import dev.hazir.host.lifecycle.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why the host is slow, as far as it knows.
 *
 * @param verdict a sentence or two: the first cause that was found
 * @param cause the same as a word: {@code blocked}, {@code lag}, {@code blocked-lately}, {@code workers}, {@code answers},
 *     {@code receivers}, {@code topics}, {@code java}, {@code machine} or {@code nothing}
 * @param answers answers that event loops have promised for later
 * @param receivers who does not take what is sent
 * @param lines lines of applets that have kept event loops waiting
 * @param blocks calls that keep or kept event loops waiting, those under way first, then the newest
 */
public record WhyJson(
        String verdict,
        String cause,
        List<Loop> loops,
        Workers.Figures workers,
        Answers answers,
        List<SlowReceiver> receivers,
        Java java,
        List<Line> lines,
        List<Block> blocks) {

    /** An event loop. */
    public record Loop(
            String name, long lagMillis, long worstMillis, double medianMillis, double p99Millis, int waiting) {}

    /** Answers that are waited for. */
    public record Answers(int waiting, long oldestMillis) {}

    /** The JVM and its machine; null where nothing was measured yet. */
    public record Java(
            @Nullable Double longestPauseMillis,
            @Nullable Double heapMegabytes,
            double mostMegabytes,
            @Nullable Double machinePercent,
            @Nullable Double ownPercent) {

        static Java of(Facts.Machine machine) {
            return new Java(
                    known(machine.longestPause()),
                    known(machine.heap()),
                    machine.heapMost(),
                    known(machine.cpu()),
                    known(machine.ownCpu()));
        }

        private static @Nullable Double known(double value) {
            return Double.isNaN(value) ? null : Double.valueOf(value);
        }
    }

    /** A line that has kept event loops waiting. */
    public record Line(
            String applet,
            String version,
            String location,
            String calls,
            String trigger,
            String handler,
            int times,
            long longestMillis,
            Instant last,
            boolean running,
            String advice) {

        static Line of(BlockedLine line) {
            return new Line(
                    line.applet(),
                    line.version(),
                    line.place(),
                    line.calls(),
                    line.last().trigger(),
                    line.last().handler(),
                    line.times(),
                    line.longest().toMillis(),
                    line.began(),
                    line.running(),
                    line.last().advice());
        }
    }

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
            String holder,
            String trigger,
            String handler,
            int waiting,
            List<BlockReport.Victim> victims,
            Instant began,
            String advice,
            List<String> stack) {

        static Block of(BlockReport report) {
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
                    report.holder(),
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

    public static WhyJson of(Facts facts) {
        Verdict verdict = Verdict.of(facts);
        return new WhyJson(
                verdict.text(),
                verdict.cause().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                facts.loops().stream()
                        .map(loop -> new Loop(
                                loop.name(),
                                loop.lag().toMillis(),
                                loop.worst().toMillis(),
                                millis(loop.median()),
                                millis(loop.p99()),
                                loop.waiting()))
                        .toList(),
                facts.workers(),
                new Answers(
                        facts.answers().size(),
                        facts.answers().stream()
                                .map(client -> client.age().toMillis())
                                .max(Comparator.naturalOrder())
                                .orElse(0L)),
                facts.receivers(),
                Java.of(facts.machine()),
                BlockedLine.of(facts.blockedNow(), facts.blocks()).stream()
                        .map(Line::of)
                        .toList(),
                Stream.concat(facts.blockedNow().stream(), facts.blocks().stream())
                        .map(Block::of)
                        .toList());
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
