package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.rest.Upload;
import dev.hazir.host.applet.Plan;
import dev.hazir.host.lifecycle.HostTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Jars that were sent and whose plan is being read. Few, and not for long. Safe for use by several threads. */
final class PendingJars {

    static final int MOST = 4;
    static final Duration KEPT = Duration.ofHours(1);

    private final HostTime time;
    private final Map<String, Pending> jars = new LinkedHashMap<>();

    /**
     * A jar and what would change.
     *
     * @param since by {@link HostTime#nanoTime()}
     */
    record Pending(Upload upload, Plan plan, long since) {}

    PendingJars(HostTime time) {
        this.time = time;
    }

    /** Keeps a jar until it is taken; returns its key. */
    String keep(Upload upload, Plan plan) {
        String key = UUID.randomUUID().toString();
        List<Pending> dropped = new ArrayList<>();
        synchronized (this) {
            jars.put(key, new Pending(upload, plan, time.nanoTime()));
            dropped.addAll(dropOld());
            while (jars.size() > MOST) {
                dropped.add(jars.remove(jars.keySet().iterator().next()));
            }
        }
        dropped.forEach(one -> one.upload().close());
        return key;
    }

    synchronized Optional<Pending> find(String key) {
        return Optional.ofNullable(jars.get(key));
    }

    synchronized Optional<Pending> take(String key) {
        return Optional.ofNullable(jars.remove(key));
    }

    private List<Pending> dropOld() {
        List<Pending> old = jars.values().stream()
                .filter(one -> time.nanoTime() - one.since() > KEPT.toNanos())
                .toList();
        jars.values().removeAll(old);
        return old;
    }
}
