package dev.hazir.host.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All classes that the code of one applet sees, looked up as its class loader does: what is shared comes from the host
 * alone, then the platform, then the applet's jars. Used by one thread.
 */
final class World {

    private final Platform platform;
    private final ClassLoader host;
    private final Predicate<String> shared;
    private final Jars jars;
    private final Map<String, Shape> common;
    private final Map<String, Optional<Shape>> known = new HashMap<>();

    /**
     * The world of an applet.
     *
     * @param common what is known of classes that are the same in all worlds, those of the host and of Java
     * @param host whose classes are shared
     * @param shared whether the host brings the class of this name with dots
     */
    World(Platform platform, Map<String, Shape> common, ClassLoader host, Predicate<String> shared, Jars jars) {
        this.platform = platform;
        this.common = common;
        this.host = host;
        this.shared = shared;
        this.jars = jars;
    }

    /** The class of a name, or null when nobody brings it. */
    @Nullable
    Shape find(String className) {
        Optional<Shape> found = known.get(className);
        if (found == null) {
            found = Optional.ofNullable(read(className));
            known.put(className, found);
        }
        return found.orElse(null);
    }

    boolean shared(String className) {
        return shared.test(Shape.dotted(className));
    }

    /** Why code of applets may not use a package of the platform, or null when it may. */
    @Nullable
    String closed(String packageName) {
        return platform.closed(packageName);
    }

    boolean ofPlatform(String className) {
        return platform.has(Shape.packageOf(className));
    }

    /** Whether a class is another one or has it among those above it; true also when that cannot be known. */
    boolean isBelow(Shape type, String above) {
        return isBelow(type, above, new HashSet<>());
    }

    private boolean isBelow(Shape type, String above, Set<String> seen) {
        if (type.name().equals(above) || type.opaque()) {
            return true;
        }
        if (!seen.add(type.name())) {
            return false;
        }
        if (type.superName() != null && isBelow(type.superName(), above, seen)) {
            return true;
        }
        return type.interfaces().stream().anyMatch(next -> isBelow(next, above, seen));
    }

    private boolean isBelow(String name, String above, Set<String> seen) {
        Shape type = find(name);
        return type == null || isBelow(type, above, seen);
    }

    private @Nullable Shape read(String className) {
        try {
            if (shared(className)) {
                return remembered(className, Shape.Origin.SHARED, this::ofHost);
            }
            return platform.has(Shape.packageOf(className))
                    ? ofPlatformOrOwn(className)
                    : shape(className, Shape.Origin.OWN, jars.bytes(className));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Shape ofPlatformOrOwn(String className) throws IOException {
        Shape ofPlatform = remembered(className, Shape.Origin.PLATFORM, platform::bytes);
        return ofPlatform != null ? ofPlatform : shape(className, Shape.Origin.OWN, jars.bytes(className));
    }

    private interface Source {
        byte @Nullable [] bytes(String className) throws IOException;
    }

    private @Nullable Shape remembered(String className, Shape.Origin origin, Source source) throws IOException {
        Shape known = common.get(className);
        if (known == null || known.origin() != origin) {
            known = shape(className, origin, source.bytes(className));
            if (known != null) {
                common.put(className, known);
            }
        }
        return known;
    }

    private static @Nullable Shape shape(String name, Shape.Origin origin, byte @Nullable [] bytes) {
        return bytes == null ? null : Shape.read(name, origin, bytes);
    }

    private byte @Nullable [] ofHost(String className) throws IOException {
        try (InputStream in = host.getResourceAsStream(className + ".class")) {
            return in == null ? null : in.readAllBytes();
        }
    }
}
