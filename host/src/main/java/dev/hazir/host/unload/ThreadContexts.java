package dev.hazir.host.unload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a thread inherits from the one that started it: the context class loader and, up to Java 23, the access control
 * context. Threads of the host and of the JDK that were started in a call of an applet must not keep it for that.
 */
final class ThreadContexts implements Grip {

    private static final JdkField INHERITED = JdkField.of(Thread.class, "inheritedAccessControlContext");
    private static final JdkField DOMAINS = JdkField.of("java.security.AccessControlContext", "context");

    @Override
    public List<String> mend(Estate estate) {
        List<String> done = new ArrayList<>();
        for (Thread thread : JvmThreads.platform()) {
            if (inherited(thread, estate) && INHERITED.set(thread, null)) {
                done.add("inherited access control context of thread '" + thread.getName() + "'");
            }
            boolean foreign = JvmThreads.ofHost(thread) || JvmThreads.ofJdk(thread);
            if (foreign && estate.owns(thread.getContextClassLoader()) && idle(thread, estate) && reset(thread)) {
                done.add("context class loader of thread '" + thread.getName() + "'");
            }
        }
        return done;
    }

    @Override
    public List<HeldBy> holders(Estate estate) {
        List<HeldBy> found = new ArrayList<>();
        for (Thread thread : JvmThreads.platform()) {
            if (inherited(thread, estate)) {
                found.add(HeldBy.of(
                        "inherited-context",
                        thread.getName(),
                        "access control context that thread '" + thread.getName() + "' has inherited"));
            }
        }
        return found;
    }

    private static boolean inherited(Thread thread, Estate estate) {
        return namesDomainOf(estate, INHERITED.get(thread));
    }

    private static boolean namesDomainOf(Estate estate, @Nullable Object context) {
        return context != null
                && DOMAINS.get(context) instanceof Object[] domains
                && Arrays.stream(domains).anyMatch(estate::owns);
    }

    /** A thread that runs the applet's code now is left alone: its context is set for the length of that call. */
    private static boolean idle(Thread thread, Estate estate) {
        return Arrays.stream(thread.getStackTrace()).noneMatch(call -> runs(call, estate));
    }

    private static boolean runs(StackTraceElement call, Estate estate) {
        return String.valueOf(estate.loader().getName()).equals(call.getClassLoaderName());
    }

    private static boolean reset(Thread thread) {
        try {
            thread.setContextClassLoader(ThreadContexts.class.getClassLoader());
            return true;
        } catch (SecurityException e) {
            return false;
        }
    }
}
