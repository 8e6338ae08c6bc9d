package dev.hazir.host.applet;

import dev.hazir.host.routing.Endpoint;
import dev.hazir.host.routing.Owner;
import dev.hazir.host.routing.PathPattern;
import dev.hazir.host.routing.Route;
import dev.hazir.host.routing.Side;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A path that an applet has claimed. Its route is asked for when the deployment is published, because the applet may
 * still change what it declared until then.
 *
 * @param kind as in {@link Route#kind}
 * @param name what answers, for people
 */
record Claim(
        PathPattern pattern,
        String kind,
        Side side,
        String name,
        Supplier<Set<String>> methods,
        BooleanSupplier instead,
        Endpoint endpoint) {

    Route route(Owner owner) {
        return new Route(pattern, methods.get(), kind, side, owner, name, instead.getAsBoolean(), endpoint);
    }
}
