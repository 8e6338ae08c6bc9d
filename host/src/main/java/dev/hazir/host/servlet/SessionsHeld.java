package dev.hazir.host.servlet;

import dev.hazir.host.lifecycle.Holder;
import dev.hazir.host.lifecycle.Holding;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The sessions that keep a replaced deployment from being unloaded: those that requests use right now, and those that the
 * later one cannot take over. Without a later deployment none does, because they are saved when the servlet context ends.
 */
final class SessionsHeld implements Holder {

    private final AppletSessions sessions;
    private final HostSessionCache cache;

    SessionsHeld(AppletSessions sessions, HostSessionCache cache) {
        this.sessions = sessions;
        this.cache = cache;
    }

    @Override
    public List<Holding> holding() {
        return Holding.of("session", "web", sessions.successor(cache) == null ? 0 : cache.size());
    }

    @Override
    public CompletionStage<Void> drain(Duration patience) {
        return sessions.successor(cache) == null ? CompletableFuture.completedFuture(null) : cache.leave();
    }

    /** Their listeners are told, which is guest code. */
    @Override
    public void end(Duration spread) {
        cache.endAll();
    }
}
