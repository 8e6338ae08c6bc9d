package dev.hazir.host.resource;

import dev.hazir.applet.AtUpgrade;
import dev.hazir.applet.loop.ResourceHandler;
import dev.hazir.applet.loop.ResourceRoute;
import dev.hazir.host.routing.DeclaredRoute;
import dev.hazir.host.routing.PathPattern;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A resource as an applet declared it. */
public final class DeclaredResource extends DeclaredRoute implements ResourceRoute {

    private final ResourceHandler handler;
    private volatile Set<String> methods = Set.of();
    private volatile Duration timeout = Duration.ofSeconds(60);
    private volatile AtUpgrade atUpgrade = AtUpgrade.RECONNECT;

    public DeclaredResource(PathPattern pattern, ResourceHandler handler, Runnable withdraw) {
        super(pattern, withdraw);
        this.handler = handler;
    }

    public ResourceHandler handler() {
        return handler;
    }

    /** Upper case; empty for all. */
    public Set<String> methods() {
        return methods;
    }

    public Duration timeout() {
        return timeout;
    }

    public AtUpgrade atUpgrade() {
        return atUpgrade;
    }

    @Override
    public ResourceRoute instead() {
        claimInstead();
        return this;
    }

    @Override
    public ResourceRoute methods(String... names) {
        requireOpen("methods");
        Set<String> upper = new TreeSet<>();
        for (String name : names) {
            if (!name.matches("[A-Za-z-]+")) {
                throw new IllegalArgumentException("method: '" + name + "' (expected: letters, such as GET)");
            }
            upper.add(name.toUpperCase(Locale.ROOT));
        }
        methods = Set.copyOf(upper);
        return this;
    }

    @Override
    public ResourceRoute timeout(Duration limit) {
        requireOpen("timeout");
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("timeout: " + limit + " (expected: more than zero)");
        }
        timeout = limit;
        return this;
    }

    @Override
    public ResourceRoute atUpgrade(AtUpgrade fate) {
        requireOpen("atUpgrade");
        atUpgrade = fate;
        return this;
    }

    @Override
    public String toString() {
        return "resource " + pattern();
    }
}
