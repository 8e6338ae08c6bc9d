package dev.hazir.host.unload;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The threads of this JVM as far as the host may look into them. */
final class JvmThreads {

    private static final JdkField TARGET = JdkField.of(Thread.class, "target");
    private static final JdkField HOLDER = JdkField.of(Thread.class, "holder");

    private JvmThreads() {}

    /** All live platform threads. */
    static List<Thread> platform() {
        ThreadGroup root = Objects.requireNonNull(Thread.currentThread().getThreadGroup());
        for (ThreadGroup above = root.getParent(); above != null; above = above.getParent()) {
            root = above;
        }
        Thread[] found = new Thread[root.activeCount() * 2 + 64];
        return Arrays.asList(found).subList(0, root.enumerate(found, true));
    }

    /** All live threads that applets can have started: also virtual ones, where the JVM has them and shows them. */
    static List<Thread> all() {
        return Stream.concat(platform().stream(), virtual()).toList();
    }

    /** What a platform thread runs, or null. */
    static @Nullable Object task(Thread thread) {
        Object task = TARGET.get(thread);
        if (task == null) {
            Object holder = HOLDER.get(thread);
            return holder == null
                    ? null
                    : JdkField.of(holder.getClass(), "task").get(holder);
        }
        return task;
    }

    /** Whether the host has started a thread, itself or through its libraries. */
    static boolean ofHost(Thread thread) {
        if (thread.getName().startsWith("hazir-") || thread.getClass().getClassLoader() == home()) {
            return true;
        }
        Object task = task(thread);
        return task != null && task.getClass().getClassLoader() == home();
    }

    /** Whether a thread is the JDK's own, such as the one that cleans up: not a plain thread that somebody started. */
    static boolean ofJdk(Thread thread) {
        if (thread instanceof ForkJoinWorkerThread worker && worker.getPool() == ForkJoinPool.commonPool()) {
            return true;
        }
        String type = thread.getClass().getName();
        ClassLoader loader = thread.getClass().getClassLoader();
        return (loader == null || loader == ClassLoader.getPlatformClassLoader())
                && !type.equals("java.lang.Thread")
                && !type.equals("java.lang.VirtualThread")
                && !type.equals("java.util.TimerThread")
                && !type.equals("java.util.concurrent.ForkJoinWorkerThread");
    }

    private static @Nullable ClassLoader home() {
        return JvmThreads.class.getClassLoader();
    }

    /** The JDK keeps virtual threads in containers of its own, from Java 21 on. */
    private static Stream<Thread> virtual() {
        try {
            Class<?> containers = Class.forName("jdk.internal.vm.ThreadContainers");
            Object root = invoke(containers.getDeclaredMethod("root"), null);
            Class<?> container = Class.forName("jdk.internal.vm.ThreadContainer");
            Object threads = invoke(container.getDeclaredMethod("threads"), root);
            return ((Stream<?>) threads)
                            .map(Thread.class::cast)
                            .filter(thread -> thread.getClass().getName().contains("VirtualThread"))
                            .toList()
                            .stream();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Stream.empty();
        }
    }

    private static Object invoke(Method method, @Nullable Object target)
            throws IllegalAccessException, InvocationTargetException {
        if (!method.trySetAccessible()) {
            throw new IllegalAccessException(method + " is not open");
        }
        return Objects.requireNonNull(method.invoke(target));
    }
}
