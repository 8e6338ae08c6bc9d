package dev.hazir.host.page;

import java.beans.Introspector;
import java.lang.reflect.Field;
import java.util.List;
import ognl.OgnlRuntime;
import org.jspecify.annotations.Nullable;

/**
 * What the expression language keeps for the whole process about classes it has met, and would keep for ever. It offers to
 * forget only a part of it; the rest is reached by reflection, which a test of unloading watches over.
 */
final class ExpressionCaches {

    private static final List<String> KEPT =
            List.of("_propertyAccessors", "_methodAccessors", "_elementsAccessors", "_nullHandlers");

    private ExpressionCaches() {}

    /** Forgets the classes of a loader. Those of the host itself stay: other hosts of this process need them. */
    static void forget(ClassLoader loader) {
        if (loader == ExpressionCaches.class.getClassLoader()) {
            return;
        }
        OgnlRuntime.clearCache();
        OgnlRuntime.clearAdditionalCache();
        Introspector.flushCaches();
        try {
            for (String name : KEPT) {
                Object cache = value(OgnlRuntime.class.getDeclaredField(name), null);
                Object[] table = (Object[]) value(cache.getClass().getDeclaredField("_table"), cache);
                Class<?> entry = table.getClass().getComponentType();
                Field key = entry.getDeclaredField("key");
                Field next = entry.getDeclaredField("next");
                key.setAccessible(true);
                next.setAccessible(true);
                synchronized (cache) {
                    forget(table, key, next, loader);
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException(
                    "OGNL keeps its caches in another way than the host knows;"
                            + " classes of unloaded applets would be kept for ever.",
                    e);
        }
    }

    private static void forget(@Nullable Object[] table, Field key, Field next, ClassLoader loader)
            throws IllegalAccessException {
        for (int i = 0; i < table.length; i++) {
            Object before = null;
            for (Object entry = table[i]; entry != null; entry = next.get(entry)) {
                if (key.get(entry) instanceof Class<?> type && type.getClassLoader() == loader) {
                    Object after = next.get(entry);
                    if (before == null) {
                        table[i] = after;
                    } else {
                        next.set(before, after);
                    }
                } else {
                    before = entry;
                }
            }
        }
    }

    private static Object value(Field field, @Nullable Object target) throws IllegalAccessException {
        field.setAccessible(true);
        return field.get(target);
    }
}
