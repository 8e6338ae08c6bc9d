package dev.hazir.host.unload;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Optional;

/** The JVM's memory for classes, as far as it is limited. When it is full nothing can be loaded, also not by the host. */
final class ClassSpace {

    private static final List<String> POOLS = List.of("Metaspace", "Compressed Class Space");
    private static final double NEARLY = 0.9;

    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> POOLS.contains(pool.getName()))
            .toList();

    /** How full it is, as a phrase, when it is nearly full; what is garbage in it is counted too. */
    Optional<String> nearlyFull() {
        return pools.stream()
                .map(MemoryPoolMXBean::getUsage)
                .filter(usage -> usage.getMax() > 0 && usage.getUsed() >= NEARLY * usage.getMax())
                .map(ClassSpace::words)
                .findFirst();
    }

    private static String words(MemoryUsage usage) {
        return megabytes(usage.getUsed()) + " of " + megabytes(usage.getMax()) + " MB";
    }

    private static long megabytes(long bytes) {
        return bytes / (1024 * 1024);
    }
}
