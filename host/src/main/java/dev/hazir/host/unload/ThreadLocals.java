package dev.hazir.host.unload;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values that an applet has left in thread locals of threads that live on. An entry is emptied the way the JDK treats one
 * whose key is gone: the thread itself removes it at its next turn. So it can be done from outside, without the thread's
 * help and without harm to it: nobody asks for the value any more.
 */
final class ThreadLocals implements Grip {

    private static final JdkField OWN = JdkField.of(Thread.class, "threadLocals");
    private static final JdkField INHERITED = JdkField.of(Thread.class, "inheritableThreadLocals");
    private static final JdkField TABLE = JdkField.of("java.lang.ThreadLocal$ThreadLocalMap", "table");
    private static final JdkField VALUE = JdkField.of("java.lang.ThreadLocal$ThreadLocalMap$Entry", "value");

    @Override
    public List<String> mend(Estate estate) {
        List<String> done = new ArrayList<>();
        for (Thread thread : JvmThreads.platform()) {
            for (Reference<?> entry : entries(thread)) {
                Object key = entry.get();
                Object value = VALUE.get(entry);
                if (estate.owns(key) || estate.owns(value) || estate.isIn(value)) {
                    String what = "thread local of thread '" + thread.getName() + "' with " + phrase(value);
                    VALUE.set(entry, null);
                    entry.clear();
                    done.add(what);
                }
            }
        }
        return done;
    }

    @Override
    public List<HeldBy> holders(Estate estate) {
        List<HeldBy> found = new ArrayList<>();
        for (Thread thread : JvmThreads.platform()) {
            for (Reference<?> entry : entries(thread)) {
                Object value = VALUE.get(entry);
                if (!(value instanceof Thread)) {
                    estate.wayFrom(value)
                            .ifPresent(way -> found.add(HeldBy.of(
                                    "thread-local",
                                    thread.getName(),
                                    "thread local of thread '" + thread.getName() + "': " + way)));
                }
            }
        }
        return found;
    }

    private static List<Reference<?>> entries(Thread thread) {
        List<Reference<?>> entries = new ArrayList<>();
        addEntries(OWN.get(thread), entries);
        addEntries(INHERITED.get(thread), entries);
        return entries;
    }

    private static void addEntries(@Nullable Object map, List<Reference<?>> entries) {
        if (map != null && TABLE.get(map) instanceof Object[] table) {
            for (Object slot : table) {
                if (slot instanceof Reference<?> entry) {
                    entries.add(entry);
                }
            }
        }
    }

    private static String phrase(@Nullable Object value) {
        return value == null ? "nothing" : "an object of " + value.getClass().getName();
    }
}
