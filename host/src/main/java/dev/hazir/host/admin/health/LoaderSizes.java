package dev.hazir.host.admin.health;

import dev.hazir.host.lifecycle.HostTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the classes of deployments take, as the JVM said a short time ago: it stops all threads to count, so pages that are
 * made every second must not ask it each time. Safe for use by several threads; on threads that may block.
 */
public final class LoaderSizes {

    private static final long AGE = Duration.ofSeconds(20).toNanos();

    private final HostTime time;
    private List<LoaderSize> known = List.of();
    private long taken;

    public LoaderSizes(HostTime time) {
        this.time = time;
        this.taken = time.nanoTime() - AGE;
    }

    /** By deployments such as {@code meter@1.4.0}; one that is very young may be missing. */
    public synchronized Map<String, LoaderSize> recent() {
        if (time.nanoTime() - taken >= AGE) {
            known = LoaderSize.all();
            taken = time.nanoTime();
        }
        return known.stream().collect(Collectors.toMap(LoaderSize::deployment, size -> size, (newer, older) -> newer));
    }
}
