package dev.hazir.host.applet;

import java.util.List;
import java.util.function.Predicate;

/**
 * Which classes an applet takes from the host, always: an explicit list.
 *
 * @param netty whether those of Netty are among them
 */
record SharedPackages(boolean netty) implements Predicate<String> {

    private static final List<String> SHARED = List.of(
            "dev.hazir.applet.",
            "jakarta.servlet.",
            "jakarta.validation.",
            "jakarta.persistence.",
            "org.slf4j.",
            "org.jspecify.");
    private static final String NETTY_API = "dev.hazir.applet.netty.";
    private static final String NETTY = "io.netty.";

    static SharedPackages of(Descriptor descriptor) {
        return new SharedPackages(descriptor.mayUseNetty());
    }

    /** Whether the host brings the class of this name. */
    @Override
    public boolean test(String name) {
        if (name.startsWith(NETTY_API) || name.startsWith(NETTY)) {
            return netty;
        }
        return SHARED.stream().anyMatch(name::startsWith);
    }
}
