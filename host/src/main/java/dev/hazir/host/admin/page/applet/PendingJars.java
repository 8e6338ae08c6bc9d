package dev.hazir.host.admin.page.applet;

import dev.hazir.host.admin.rest.Upload;
import dev.hazir.host.applet.Plan;
import dev.hazir.host.applet.Signature;
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

    static final int MOST = 16;
    static final Duration KEPT = Duration.ofHours(1);

    private final HostTime time;
    private final Map<String, Pending> jars = new LinkedHashMap<>();

    /**
     * A jar and what would change.
     *
     * @param key its part of the address of the plan
     * @param plan as it was when the jar was sent
     * @param trusted whether whoever signed it has signed the version that is installed
     * @param since by {@link HostTime#nanoTime()}
     */
    public record Pending(String key, Upload upload, Plan plan, Signature signature, boolean trusted, long since) {}

    PendingJars(HostTime time) {
        this.time = time;
    }

    /** Keeps a jar until it is taken. */
    Pending keep(Upload upload, Plan plan, Signature signature, boolean trusted) {
        Pending one = new Pending(UUID.randomUUID().toString(), upload, plan, signature, trusted, time.nanoTime());
        List<Pending> dropped = new ArrayList<>();
        synchronized (this) {
            jars.put(one.key(), one);
            dropped.addAll(dropOld());
            while (jars.size() > MOST) {
                dropped.add(jars.remove(jars.keySet().iterator().next()));
            }
        }
        dropped.forEach(old -> old.upload().close());
        return one;
    }

    synchronized Optional<Pending> find(String key) {
        return Optional.ofNullable(jars.get(key));
    }

    synchronized Optional<Pending> take(String key) {
        return Optional.ofNullable(jars.remove(key));
    }

    /** What waits for somebody to read its plan, oldest first. */
    synchronized List<Pending> all() {
        return List.copyOf(jars.values());
    }

    private List<Pending> dropOld() {
        List<Pending> old = jars.values().stream()
                .filter(one -> time.nanoTime() - one.since() > KEPT.toNanos())
                .toList();
        jars.values().removeAll(old);
        return old;
    }
}
