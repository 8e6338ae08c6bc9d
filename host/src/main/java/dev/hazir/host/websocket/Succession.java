package dev.hazir.host.websocket;

import dev.hazir.host.routing.Route;
import org.jspecify.annotations.Nullable;

/**
 * Where the newest of successive versions of one route is, for all of them: so none keeps another one that has ended. Any
 * thread.
 */
final class Succession {

    private volatile @Nullable Route newest;

    @Nullable
    Route newest() {
        return newest;
    }

    void newest(@Nullable Route route) {
        newest = route;
    }
}
