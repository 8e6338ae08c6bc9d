package dev.hazir.host.guest;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;

/**
 * Makes the JVM forget the last record class whose methods it has linked: it keeps that class, and with it the loader of an
 * applet, until the next record is linked (up to Java 19 strongly, later softly).
 */
public final class RecordMethods {

    private RecordMethods() {}

    /** Links a record of a loader that nobody needs. To be called when a deployment was unloaded. */
    public static void forgetGuests() {
        try {
            Constructor<?> made = new OneClass().define(LastRecord.class).getDeclaredConstructor(String.class);
            made.setAccessible(true);
            Object one = made.newInstance("one");
            Object other = made.newInstance("other");
            if (one.equals(other) || one.hashCode() == 0 || one.toString().isEmpty()) {
                throw new IllegalStateException("records do not work as expected: " + one);
            }
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalStateException("cannot link the methods of a record", e);
        }
    }

    /** A loader for one copy of a class: what the host's own loader defines would be kept in another place. */
    private static final class OneClass extends ClassLoader {

        OneClass() {
            super(RecordMethods.class.getClassLoader());
        }

        Class<?> define(Class<?> original) throws IOException {
            String file = original.getName().replace('.', '/') + ".class";
            try (InputStream in = original.getClassLoader().getResourceAsStream(file)) {
                if (in == null) {
                    throw new IOException(file + " is missing");
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(original.getName(), bytes, 0, bytes.length);
            }
        }
    }
}
