package dev.hazir.leakgate;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The lost buffers of this process. There is one detector per process, so this is static too. */
final class RecordedLeaks {

    private static final int ROUNDS = 3;
    private static final long GC_MILLIS = 60_000;
    private static final Queue<String> found = new ConcurrentLinkedQueue<>();

    private RecordedLeaks() {}

    /** Must be called before the first buffer is made: Netty asks for its detectors once. */
    static void install() {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new ResourceLeakDetectorFactory() {
            @Override
            public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int interval, long active) {
                return new Recorder<>(resource, interval);
            }
        });
    }

    /** Looks for buffers lost until now and returns each once. A buffer is known to be lost when it was collected. */
    static List<String> take() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            collectGarbage();
            // The detector reports what was collected when the next buffer is made.
            ByteBufAllocator.DEFAULT.heapBuffer(1).release();
            ByteBufAllocator.DEFAULT.directBuffer(1).release();
        }
        List<String> taken = new ArrayList<>();
        for (String leak = found.poll(); leak != null; leak = found.poll()) {
            taken.add(leak);
        }
        return taken;
    }

    private static void collectGarbage() throws InterruptedException {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        WeakReference<Object> witness = new WeakReference<>(new Object(), collected);
        System.gc();
        if (collected.remove(GC_MILLIS) == null) {
            throw new IllegalStateException("the collector did not run: " + witness + " is still there after "
                    + GC_MILLIS + " ms (expected: a JVM without -XX:+DisableExplicitGC)");
        }
    }

    private static final class Recorder<T> extends ResourceLeakDetector<T> {
        Recorder(Class<T> resource, int interval) {
            super(resource, interval);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resource, String records) {
            super.reportTracedLeak(resource, records);
            found.add("LEAK: " + resource + " was collected without being released." + records);
        }

        @Override
        protected void reportUntracedLeak(String resource) {
            super.reportUntracedLeak(resource);
            found.add("LEAK: " + resource + " was collected without being released (no record of its use).");
        }
    }
}
