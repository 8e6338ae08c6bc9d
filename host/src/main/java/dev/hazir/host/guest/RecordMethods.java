package dev.hazir.host.guest;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * Makes the JVM forget the last record class whose methods it has linked: up to Java 19 it keeps that class, and with it the
 * loader of an applet, until the next record is linked.
 */
public final class RecordMethods {

    private record Last(Object part) {}

    private RecordMethods() {}

    /** Links a record of the host's. To be called when a deployment was unloaded. */
    public static void forgetGuests() {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            MethodHandle part = lookup.findVirtual(Last.class, "part", MethodType.methodType(Object.class));
            link(lookup, "equals", MethodType.methodType(boolean.class, Last.class, Object.class), part);
            link(lookup, "hashCode", MethodType.methodType(int.class, Last.class), part);
            link(lookup, "toString", MethodType.methodType(String.class, Last.class), part);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot link the methods of a record", e);
        }
    }

    private static void link(MethodHandles.Lookup lookup, String name, MethodType type, MethodHandle part)
            throws Throwable {
        ObjectMethods.bootstrap(lookup, name, type, Last.class, "part", part);
    }
}
