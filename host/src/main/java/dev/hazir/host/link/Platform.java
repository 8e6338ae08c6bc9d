package dev.hazir.host.link;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The classes of the Java that runs the host, as far as the loaders of applets see them. Any thread. */
final class Platform {

    private final Map<String, Module> modules = new HashMap<>();

    /** What the platform's class loader and those above it define: the tools of a JDK are not among it. */
    Platform() {
        ClassLoader platform = ClassLoader.getPlatformClassLoader();
        for (Module module : ModuleLayer.boot().modules()) {
            if (module.getClassLoader() == null || module.getClassLoader() == platform) {
                module.getPackages().forEach(name -> modules.put(name.replace('.', '/'), module));
            }
        }
    }

    boolean has(String packageName) {
        return modules.containsKey(packageName);
    }

    byte @Nullable [] bytes(String className) throws IOException {
        Module module = modules.get(Shape.packageOf(className));
        if (module == null) {
            return null;
        }
        try (InputStream in = module.getResourceAsStream(className + ".class")) {
            return in == null ? null : in.readAllBytes();
        }
    }

    /** Whether a name, with dots, is one that only a Java could bring. */
    static boolean looksLike(String className) {
        return className.startsWith("java.") || className.startsWith("jdk.") || className.startsWith("sun.");
    }

    /** Why code outside of modules may not use a package, or null when it may. */
    @Nullable
    String closed(String packageName) {
        Module module = modules.get(packageName);
        String name = packageName.replace('/', '.');
        return module == null || module.isExported(name, Platform.class.getModule())
                ? null
                : "Module " + module.getName() + " does not export the package " + name + ".";
    }
}
