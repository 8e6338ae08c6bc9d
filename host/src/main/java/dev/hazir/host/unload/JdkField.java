package dev.hazir.host.unload;

import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * A private field of the JDK. Where this JVM has no such field, or keeps its package closed, there is nothing to read: the
 * proof of an unload then knows less, and does not fail.
 */
final class JdkField {

    private static final Set<String> CLOSED = new ConcurrentSkipListSet<>();

    private final @Nullable Field field;

    private JdkField(@Nullable Field field) {
        this.field = field;
    }

    static JdkField of(String type, String name) {
        try {
            return of(Class.forName(type, false, null), name);
        } catch (ClassNotFoundException e) {
            return platform(type, name);
        }
    }

    static JdkField of(Class<?> type, String name) {
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            try {
                Field found = one.getDeclaredField(name);
                return new JdkField(opened(found) ? found : null);
            } catch (NoSuchFieldException e) {
                continue;
            }
        }
        return new JdkField(null);
    }

    /** Makes a field readable if its package is open to the host; notes the package otherwise. */
    private static boolean opened(Field field) {
        if (field.trySetAccessible()) {
            return true;
        }
        Class<?> type = field.getDeclaringClass();
        CLOSED.add(type.getModule().getName() + "/" + type.getPackageName());
        return false;
    }

    /** The packages that were asked for and are closed, such as {@code java.base/java.lang}. */
    static Set<String> closed() {
        return new TreeSet<>(CLOSED);
    }

    boolean present() {
        return field != null;
    }

    /** The value in an object, or in the class when that is null; null when it cannot be read. */
    @Nullable
    Object get(@Nullable Object target) {
        try {
            return field == null ? null : field.get(target);
        } catch (IllegalAccessException | IllegalArgumentException e) {
            return null;
        }
    }

    /** Returns whether the value could be written. */
    boolean set(@Nullable Object target, @Nullable Object value) {
        try {
            if (field == null) {
                return false;
            }
            field.set(target, value);
            return true;
        } catch (IllegalAccessException | IllegalArgumentException e) {
            return false;
        }
    }

    private static JdkField platform(String type, String name) {
        try {
            return of(Class.forName(type, false, ClassLoader.getPlatformClassLoader()), name);
        } catch (ClassNotFoundException e) {
            return new JdkField(null);
        }
    }
}
