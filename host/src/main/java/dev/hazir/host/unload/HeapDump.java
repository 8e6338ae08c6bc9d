package dev.hazir.host.unload;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.hazir.host.store.Disk;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A dump of all live objects, made to find out who holds the classes of ended deployments, and deleted afterwards. It stops
 * the whole JVM while it is written. Used by the unload thread alone.
 */
final class HeapDump {

    private static final Logger log = LoggerFactory.getLogger(HeapDump.class);
    private static final long SMALL = 128L << 20;

    private HeapDump() {}

    /** Whether the heap is so small that a dump stops the host for a moment only. */
    static boolean quick() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() < SMALL;
    }

    /**
     * Finds the ways to the class loaders of remains.
     *
     * @param directory where the dump is put meanwhile
     * @return a sentence for each
     */
    static Map<Remains, String> ways(List<Remains> wanted, Path directory) {
        Map<Remains, String> ways = new HashMap<>();
        try {
            Files.createDirectories(directory);
            Path own = Files.createTempDirectory(directory, "heap");
            try {
                wanted.forEach(one -> one.sought(true));
                search(wanted, dump(own), ways);
            } finally {
                wanted.forEach(one -> one.sought(false));
                new Disk().sweep(own);
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            log.warn("the heap cannot be searched for what holds old versions", e);
            wanted.forEach(one -> ways.putIfAbsent(one, "the heap could not be searched: " + e));
        }
        return ways;
    }

    private static Path dump(Path directory) throws IOException {
        HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (jvm == null) {
            throw new IOException("this JVM gives no heap dumps");
        }
        Path file = directory.resolve("live.hprof");
        long began = System.nanoTime();
        jvm.dumpHeap(file.toString(), true);
        log.info(
                "everything paused for {} ms while the heap was written down ({} MB)",
                (System.nanoTime() - began) / 1_000_000,
                Files.size(file) >> 20);
        return file;
    }

    private static void search(List<Remains> wanted, Path file, Map<Remains, String> ways) throws IOException {
        Heap heap = HeapFactory.createHeap(file.toFile());
        JavaClass type = heap.getJavaClassByName(Remains.class.getName());
        for (Object each : type.getInstances()) {
            Instance found = (Instance) each;
            for (Remains one : wanted) {
                if (Boolean.TRUE.equals(found.getValueOfField("sought"))
                        && Long.valueOf(one.number()).equals(found.getValueOfField("number"))) {
                    ways.put(one, way(heap, found));
                }
            }
        }
    }

    private static String way(Heap heap, Instance remains) {
        if (!(remains.getValueOfField("referent") instanceof Instance loader)) {
            return "nothing any more";
        }
        return new HeapPath(heap, loader)
                .words()
                .orElse(
                        "nothing that a heap dump shows: soft references, or values that a ClassValue keeps at other classes");
    }
}
