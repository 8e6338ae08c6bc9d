package dev.hazir.host.lifecycle;

import dev.hazir.host.lifecycle.Workers.Figures;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A virtual thread for each task, on JVMs that have them (21 and later); all of them start at once. */
final class VirtualThreads implements Workers.Threads {

    /**
     * How many threads of the system carry virtual ones, at least. The JVM takes one for each processor, and a virtual
     * thread that waits while a class is initialised keeps its carrier: with two of them, two such waits stop everything,
     * also the one that is waited for.
     */
    private static final int CARRIERS = 16;

    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";
    private static final @Nullable ThreadFactory FACTORY = factory();

    private final ThreadFactory factory;
    private final int limit;
    private final int queueLimit;
    private final AtomicInteger accepted = new AtomicInteger();
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    VirtualThreads(int limit, int queueLimit) {
        if (FACTORY == null) {
            throw new IllegalStateException("This JVM has no virtual threads (expected: version 21 or later).");
        }
        this.factory = FACTORY;
        this.limit = limit;
        this.queueLimit = queueLimit;
    }

    /** Read by the JVM when it makes its first virtual thread; what the operator has set stands. */
    private static void raiseCarriers() {
        int processors = Runtime.getRuntime().availableProcessors();
        if (processors < CARRIERS && System.getProperty(PARALLELISM) == null) {
            System.setProperty(PARALLELISM, Integer.toString(CARRIERS));
        }
    }

    static boolean available() {
        return FACTORY != null;
    }

    @Override
    public boolean accept(Runnable task) {
        if (accepted.incrementAndGet() > limit + queueLimit) {
            accepted.decrementAndGet();
            return false;
        }
        factory.newThread(() -> run(task)).start();
        return true;
    }

    @Override
    public void force(Runnable task) {
        accepted.incrementAndGet();
        factory.newThread(() -> run(task)).start();
    }

    @Override
    public Figures figures() {
        int busy = accepted.get();
        return new Figures(busy, busy, limit, 0);
    }

    @Override
    public List<Thread> virtual() {
        return List.copyOf(running);
    }

    @Override
    public void renew() {
        // Each task has a thread of its own already.
    }

    @Override
    public void close() {
        running.forEach(Thread::interrupt);
    }

    private void run(Runnable task) {
        Thread thread = Thread.currentThread();
        running.add(thread);
        try {
            task.run();
        } finally {
            running.remove(thread);
            accepted.decrementAndGet();
        }
    }

    /** Found by reflection: the classes are compiled for Java 17. */
    private static @Nullable ThreadFactory factory() {
        raiseCarriers();
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder");
            Class<?> virtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
            MethodHandle ofVirtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(virtual));
            MethodHandle name =
                    lookup.findVirtual(virtual, "name", MethodType.methodType(virtual, String.class, long.class));
            MethodHandle inherit = lookup.findVirtual(
                    virtual, "inheritInheritableThreadLocals", MethodType.methodType(virtual, boolean.class));
            MethodHandle factory = lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
            Object made = inherit.invoke(name.invoke(ofVirtual.invoke(), Workers.THREAD_NAME, 1L), false);
            return (ThreadFactory) factory.invoke(made);
        } catch (ClassNotFoundException | NoSuchMethodException e) {
            return null;
        } catch (Throwable e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
