package dev.hazir.host.admin.health;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is drawn in one picture: series of one unit. */
public enum Plot {
    LOOPS("ms", "loop.p50/", "loop.p99/", "loop.max/"),
    BLOCKED("/s", "loop.blocked"),
    WORKERS("", "workers.busy", "workers.queued", "workers.limit"),
    REQUESTS("/s", "requests/"),
    LATENCY("ms", "latency."),
    ANSWERS("", "answers.waiting"),
    OLDEST("ms", "answers.oldest"),
    TOPICS("/s", "topic.in/", "topic.out/"),
    QUEUES("", "topic.queue/"),
    MESSAGES("/s", "port.in/", "port.out/"),
    BYTES("B/s", "port.bytes."),
    CONNECTIONS("", "connections", "port.connections/"),
    HEAP("MB", "java.heap"),
    PAUSES("ms", "java.pause"),
    CPU("%", "cpu.");

    /** More lines than this nobody can tell apart. */
    public static final int MOST = 8;

    private final String unit;
    private final List<String> prefixes;

    Plot(String unit, String... prefixes) {
        this.unit = unit;
        this.prefixes = List.of(prefixes);
    }

    /** As it stands in addresses and message files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String unit() {
        return unit;
    }

    /** Its series among those that there are; at most {@value #MOST}. */
    public List<String> series(List<String> known) {
        return all(known).limit(MOST).toList();
    }

    /** How many of its series are not drawn. */
    public int hidden(List<String> known) {
        return (int) Math.max(0, all(known).count() - MOST);
    }

    private Stream<String> all(List<String> known) {
        return known.stream()
                .filter(name -> prefixes.stream()
                        .anyMatch(prefix -> prefix.endsWith("/") || prefix.endsWith(".")
                                ? name.startsWith(prefix)
                                : name.equals(prefix)));
    }
}
