package dev.hazir.host.admin.health;

import dev.hazir.host.guest.BlockReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A line of an applet that has kept event loops waiting.
 *
 * @param place file and line, such as {@code MeterApplet.java:34}
 * @param times how often it did
 * @param longest how long it took at most
 * @param last the last time, or the one that is under way
 * @param victims who had to wait, of all times together
 */
public record BlockedLine(
        String applet,
        String version,
        String place,
        int times,
        Duration longest,
        BlockReport last,
        List<BlockReport.Victim> victims) {

    /** What reports tell, by applet and line: what is under way first, then the newest. */
    public static List<BlockedLine> of(List<BlockReport> now, List<BlockReport> ended) {
        Map<String, List<BlockReport>> byLine = new LinkedHashMap<>();
        Stream.concat(now.stream(), ended.stream())
                .forEach(report -> byLine.computeIfAbsent(
                                report.applet() + " " + report.location(), line -> new ArrayList<>())
                        .add(report));
        return byLine.values().stream().map(BlockedLine::line).toList();
    }

    private static BlockedLine line(List<BlockReport> reports) {
        BlockReport last = reports.get(0);
        Map<String, Integer> waited = new TreeMap<>();
        reports.stream()
                .flatMap(report -> report.victims().stream())
                .forEach(victim -> waited.merge(victim.applet(), victim.calls(), Integer::sum));
        return new BlockedLine(
                last.applet(),
                last.version(),
                last.location(),
                reports.size(),
                reports.stream()
                        .map(BlockReport::duration)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                last,
                waited.entrySet().stream()
                        .map(entry -> new BlockReport.Victim(entry.getKey(), entry.getValue()))
                        .sorted(Comparator.comparingInt(BlockReport.Victim::calls)
                                .reversed())
                        .toList());
    }

    /** Whether it is under way now. */
    public boolean running() {
        return last.running();
    }

    /** When it began last. */
    public Instant began() {
        return last.began();
    }

    /** What its line calls, as it is known: {@code Thread.sleep}; empty when it calls nothing. */
    public String calls() {
        return shortName(last.top());
    }

    /** Who waited, in words; empty when nobody did. */
    public String waited() {
        List<String> each = victims.stream()
                .map(victim -> victim.calls() + " of " + victim.applet())
                .toList();
        return String.join(", ", each);
    }

    /** The last two parts of a method's whole name. */
    static String shortName(String method) {
        int name = method.lastIndexOf('.');
        return name < 0 ? method : method.substring(method.lastIndexOf('.', name - 1) + 1);
    }
}
