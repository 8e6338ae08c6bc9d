package dev.hazir.host.metrics;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the JVM says of itself once a second: pauses, heap after the last collection, use of the processors. One thread. */
public final class JavaFigures {

    /** Collectors whose time is none in which the program stands still. */
    private static final List<String> BESIDE = List.of("Concurrent", "Cycles");

    private static final double MEGABYTE = 1 << 20;

    private final OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final List<GarbageCollectorMXBean> collectors =
            ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
                    .filter(collector -> BESIDE.stream().noneMatch(collector.getName()::contains))
                    .toList();
    private final Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    private long collections = count();
    private long collectionMillis = millis();
    private double heapAfter = Double.NaN;

    public void into(Figures figures) {
        long count = count();
        long millis = millis();
        if (count != collections) {
            heapAfter = heapAfterTheLast();
        }
        figures.peak("java.pause", millis - collectionMillis);
        figures.peak("java.heap", heapAfter);
        figures.mean("cpu.process", percent(machine.getProcessCpuLoad()));
        figures.mean("cpu.machine", percent(machine.getCpuLoad()));
        collections = count;
        collectionMillis = millis;
    }

    private long count() {
        return collectors.stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    private long millis() {
        return collectors.stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private double heapAfterTheLast() {
        GcInfo last = null;
        for (GarbageCollectorMXBean collector : collectors) {
            GcInfo info = collector.getLastGcInfo();
            if (info != null && (last == null || info.getEndTime() > last.getEndTime())) {
                last = info;
            }
        }
        return last == null
                ? Double.NaN
                : last.getMemoryUsageAfterGc().entrySet().stream()
                                .filter(pool -> heapPools.contains(pool.getKey()))
                                .mapToLong(pool -> pool.getValue().getUsed())
                                .sum()
                        / MEGABYTE;
    }

    private static double percent(double load) {
        return load < 0 ? Double.NaN : load * 100;
    }
}
