package dev.hazir.host.admin.health;

import dev.hazir.host.front.ClientView;
import dev.hazir.host.guest.BlockReport;
import dev.hazir.host.guest.LoopState;
import dev.hazir.host.operation.Problem;
import dev.hazir.host.topic.TopicView;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Why the host is slow: the first cause that was found, in the order in which one explains the others.
 *
 * @param cause a word for programs
 * @param severe whether somebody waits because of it now
 * @param sentence what is wrong
 * @param detail what is known of it, or empty
 * @param applet whose it is, or empty
 * @param place the line of the applet that blocks, or empty
 */
public record Verdict(Cause cause, boolean severe, String sentence, String detail, String applet, String place) {

    /** The causes, in the order in which they are looked for. */
    public enum Cause {
        BLOCKED,
        LAG,
        BLOCKED_LATELY,
        WORKERS,
        ANSWERS,
        RECEIVERS,
        TOPICS,
        JAVA,
        MACHINE,
        NOTHING
    }

    static final Duration LAG = Duration.ofMillis(100);
    static final Duration ANSWER = Duration.ofSeconds(75);
    static final int QUEUE = 512;
    static final double PAUSE_MILLIS = 500;
    static final double FULL = 0.9;
    static final double BUSY = 90;

    private static final Duration RECENT = Duration.ofMinutes(10);
    private static final Duration LONG = Duration.ofSeconds(1);
    private static final int OFTEN = 3;

    private static final List<Function<Facts, Optional<Verdict>>> RULES = List.of(
            Verdict::blocked,
            Verdict::lag,
            Verdict::blockedLately,
            Verdict::workers,
            Verdict::answers,
            Verdict::receivers,
            Verdict::topics,
            Verdict::java,
            Verdict::machine);

    public static Verdict of(Facts facts) {
        return RULES.stream()
                .flatMap(rule -> rule.apply(facts).stream())
                .findFirst()
                .orElseGet(() -> nothing(facts));
    }

    /** Both sentences in one. */
    public String text() {
        return detail.isEmpty() ? sentence : sentence + " " + detail;
    }

    private static Optional<Verdict> blocked(Facts facts) {
        return facts.blockedNow().stream()
                .max(Comparator.comparing(BlockReport::duration))
                .map(report -> new Verdict(
                        Cause.BLOCKED,
                        true,
                        report.applet() + " is blocking event " + loop(report.thread()) + ".",
                        "For " + Sizes.length(report.duration()) + " so far, " + where(report) + ". "
                                + count(report.waiting(), "task waits", "tasks wait") + " for it.",
                        report.applet(),
                        report.location()));
    }

    private static Optional<Verdict> lag(Facts facts) {
        return facts.loops().stream()
                .max(Comparator.comparing(LoopState::lag))
                .filter(loop -> loop.lag().compareTo(LAG) > 0)
                .map(loop -> of(
                        Cause.LAG,
                        "Event " + loop(loop.name()) + " is behind.",
                        "A task waits " + Sizes.length(loop.lag()) + " for its turn, and "
                                + count(loop.waiting(), "waits", "wait") + " now."));
    }

    /** What was long or frequent enough to be a problem. */
    private static Optional<Verdict> blockedLately(Facts facts) {
        List<BlockReport> recent = facts.blocks().stream()
                .filter(report -> report.began().isAfter(facts.now().minus(RECENT)))
                .filter(report -> !report.starved())
                .toList();
        return BlockedLine.of(List.of(), recent).stream()
                .filter(line -> line.longest().compareTo(LONG) >= 0 || line.times() >= OFTEN)
                .findFirst()
                .map(line -> new Verdict(
                        Cause.BLOCKED_LATELY,
                        true,
                        line.applet() + " blocked event " + loop(line.last().thread()) + " "
                                + (line.times() == 1 ? "once" : line.times() + " times") + " in the last "
                                + RECENT.toMinutes() + " minutes.",
                        "Last for " + Sizes.length(line.last().duration()) + ", " + where(line.last()) + "."
                                + (line.last().victims().isEmpty()
                                        ? ""
                                        : " Meanwhile " + line.last().waited() + " waited."),
                        line.applet(),
                        line.place()));
    }

    private static Optional<Verdict> workers(Facts facts) {
        if (facts.workers().busy() < facts.workers().limit()) {
            return Optional.empty();
        }
        Map<String, Long> holders = facts.onWorkers().stream()
                .filter(client -> !client.applet().isEmpty())
                .collect(Collectors.groupingBy(ClientView::applet, Collectors.counting()));
        List<Map.Entry<String, Long>> most = holders.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(3)
                .toList();
        String who = most.stream()
                .map(entry -> entry.getKey() + " holds " + entry.getValue())
                .collect(Collectors.joining(", "));
        return Optional.of(new Verdict(
                Cause.WORKERS,
                true,
                "All " + facts.workers().limit() + " worker threads are busy.",
                (who.isEmpty() ? "" : who + ". ") + count(facts.workers().queued(), "task waits", "tasks wait")
                        + " for one.",
                most.isEmpty() ? "" : most.get(0).getKey(),
                ""));
    }

    private static Optional<Verdict> answers(Facts facts) {
        List<ClientView> late = facts.answers().stream()
                .filter(client -> client.age().compareTo(ANSWER) > 0)
                .sorted(Comparator.comparing(ClientView::age).reversed())
                .toList();
        return late.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Cause.ANSWERS,
                        true,
                        count(late.size(), "answer is", "answers are") + " waited for too long.",
                        "The oldest since " + late.get(0).age().toSeconds() + " s: "
                                + late.get(0).what() + " of " + late.get(0).applet() + ".",
                        late.get(0).applet(),
                        ""));
    }

    private static Optional<Verdict> receivers(Facts facts) {
        List<SlowReceiver> slow = facts.receivers();
        return slow.isEmpty()
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Cause.RECEIVERS,
                        true,
                        count(slow.size(), "receiver does", "receivers do") + " not take what is sent.",
                        slow.get(0).what() + " from " + slow.get(0).remote() + ": "
                                + Sizes.bytes(slow.get(0).unsentBytes()) + " unsent.",
                        slow.get(0).applet(),
                        ""));
    }

    private static Optional<Verdict> topics(Facts facts) {
        return facts.topics().stream()
                .max(Comparator.comparingInt(TopicView::longestQueue))
                .filter(topic -> topic.longestQueue() >= QUEUE)
                .map(topic -> new Verdict(
                        Cause.TOPICS,
                        true,
                        "A subscriber of topic " + topic.name() + " of " + topic.applet() + " is "
                                + topic.longestQueue() + " messages behind.",
                        topic.dropped() == 0 ? "" : topic.dropped() + " were dropped for those who are too slow.",
                        topic.applet(),
                        ""));
    }

    private static Optional<Verdict> java(Facts facts) {
        Facts.Machine machine = facts.machine();
        if (machine.heap() > FULL * machine.heapMost()) {
            return Optional.of(of(
                    Cause.JAVA,
                    "Memory is nearly full.",
                    Math.round(machine.heap()) + " of " + Math.round(machine.heapMost())
                            + " MB were in use after the last collection."));
        }
        return machine.pause() >= PAUSE_MILLIS
                ? Optional.of(of(
                        Cause.JAVA,
                        "Java stood still for " + Sizes.roughly(machine.pause()) + " within one second.",
                        "That was in the last " + Facts.LATELY.toMinutes() + " minutes, to collect garbage."))
                : Optional.empty();
    }

    private static Optional<Verdict> machine(Facts facts) {
        Facts.Machine machine = facts.machine();
        if (machine.cpu() >= BUSY) {
            return Optional.of(of(
                    Cause.MACHINE,
                    "The machine is busy.",
                    Math.round(machine.cpu()) + " % of its processors in the last minute, "
                            + Math.round(machine.ownCpu()) + " % by this host."));
        }
        return facts.problems().stream().findFirst().map(Verdict::problem);
    }

    private static Verdict problem(Problem problem) {
        return of(Cause.MACHINE, problem.what(), problem.why());
    }

    private static Verdict nothing(Facts facts) {
        Facts.Slowest slowest = facts.slowest();
        return new Verdict(
                Cause.NOTHING,
                false,
                "Nothing found: everything answers within limits.",
                slowest.applet().isEmpty()
                        ? "No page was asked for in the last minutes."
                        : "Slowest pages: " + slowest.applet() + ", p95 " + Sizes.roughly(slowest.p95()) + ".",
                "",
                "");
    }

    private static Verdict of(Cause cause, String sentence, String detail) {
        return new Verdict(cause, true, sentence, detail, "", "");
    }

    private static String where(BlockReport report) {
        return "at " + report.location() + (report.top().isEmpty() ? "" : " – " + BlockedLine.shortName(report.top()))
                + ", while handling " + report.trigger();
    }

    private static String loop(String thread) {
        return thread.replace('-', ' ');
    }

    private static String count(int number, String one, String more) {
        return number + " " + (number == 1 ? one : more);
    }
}
