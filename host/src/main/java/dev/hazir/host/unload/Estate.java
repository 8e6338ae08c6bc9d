package dev.hazir.host.unload;

import java.security.ProtectionDomain;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to an ended deployment: its class loader, those made below it, their classes and the objects of these. Lives
 * as short as one look.
 */
final class Estate {

    private static final int FAR = 5_000;
    private static final int NEAR = 300;

    private final ClassLoader loader;
    private final String name;
    private final boolean alone;

    /**
     * An estate.
     *
     * @param alone whether no running deployment has a loader of the same name, so that the name alone tells whose a call
     *     on a stack is
     */
    Estate(ClassLoader loader, boolean alone) {
        this.loader = loader;
        this.name = String.valueOf(loader.getName());
        this.alone = alone;
    }

    ClassLoader loader() {
        return loader;
    }

    /** Whether a thing is the loader, one of its classes, an instance of one or a domain of its code. */
    boolean owns(@Nullable Object thing) {
        if (thing == null) {
            return false;
        }
        if (thing instanceof ClassLoader other && below(other)) {
            return true;
        }
        if (thing instanceof Class<?> type && ownsType(type)) {
            return true;
        }
        if (thing instanceof ProtectionDomain domain && below(domain.getClassLoader())) {
            return true;
        }
        return ownsType(thing.getClass());
    }

    boolean ownsType(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return below(element.getClassLoader());
    }

    /** Whether a call on a stack is for certain one of this deployment. */
    boolean ownsCall(StackTraceElement call) {
        return alone && name.equals(call.getClassLoaderName());
    }

    /** How one gets from an object to something of this estate, in a few steps; empty when there is no such way. */
    Optional<String> wayFrom(@Nullable Object start) {
        return new Search(this, FAR).from(start);
    }

    /** Whether a thing of the JDK, such as a list or a supplier, is there to hold something of this estate. */
    boolean isIn(@Nullable Object container) {
        return container != null
                && container.getClass().getClassLoader() == null
                && new Search(this, NEAR).from(container).isPresent();
    }

    private boolean below(@Nullable ClassLoader other) {
        for (ClassLoader one = other; one != null; one = one.getParent()) {
            if (one == loader) {
                return true;
            }
        }
        return false;
    }
}
