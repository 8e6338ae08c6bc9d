package dev.hazir.host.guest;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who had to wait for a blocked loop: what it turns to from the end of the block until it has caught up. Filled by the
 * loop's thread, read by the watch.
 */
final class Victims {

    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    /** The loop turns to something of an applet. */
    void add(String applet) {
        calls.merge(applet, 1, Integer::sum);
    }

    /** Those who waited most often first. */
    List<BlockReport.Victim> list() {
        return calls.entrySet().stream()
                .map(entry -> new BlockReport.Victim(entry.getKey(), entry.getValue()))
                .sorted((a, b) -> b.calls() - a.calls())
                .toList();
    }
}
