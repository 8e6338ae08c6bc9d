package dev.hazir.host.admin.health;

import dev.hazir.host.admin.view.UnloadJson;
import dev.hazir.host.unload.Unload;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;

/**
 * What the process needs memory for.
 *
 * @param areas of the JVM
 * @param classes how many classes are loaded
 * @param applets what the classes of each deployment take, as far as Java tells
 * @param held ended deployments whose classes are held, with who holds them
 */
public record Memory(List<Area> areas, int classes, List<LoaderSize> applets, List<UnloadJson> held) {

    private static final String METASPACE = "Metaspace";
    private static final String DIRECT = "direct";

    /**
     * A part of the memory.
     *
     * @param name {@code heap}, {@code classes}, {@code buffers} or {@code network}
     * @param most how much there may be, or 0 when nothing limits it
     */
    public record Area(String name, long used, long most) {}

    /** Looks now: takes some milliseconds. */
    public static Memory now(List<Unload> held) {
        List<Area> areas = new ArrayList<>();
        areas.add(area("heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage()));
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getName().equals(METASPACE)) {
                areas.add(area("classes", pool.getUsage()));
            }
        }
        for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            if (pool.getName().equals(DIRECT)) {
                areas.add(new Area("buffers", pool.getMemoryUsed(), 0));
            }
        }
        if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider network) {
            areas.add(new Area("network", network.metric().usedDirectMemory(), 0));
        }
        ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
        return new Memory(
                List.copyOf(areas),
                classes.getLoadedClassCount(),
                LoaderSize.all(),
                held.stream().map(UnloadJson::of).toList());
    }

    private static Area area(String name, MemoryUsage usage) {
        return new Area(name, usage.getUsed(), Math.max(0, usage.getMax()));
    }
}
