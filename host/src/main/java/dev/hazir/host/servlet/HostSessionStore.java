package dev.hazir.host.servlet;

import java.util.Objects;
import java.util.Set;
import org.eclipse.jetty.session.SessionContext;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.SessionDataStore;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;

/** How Jetty reaches the saved sessions of an applet. Nothing is written on its thread. */
final class HostSessionStore extends AbstractLifeCycle implements SessionDataStore {

    private static final long TIMES_SAVED_EVERY = 60_000;

    private final AppletSessions sessions;
    private final HostSessionCache cache;
    private @Nullable SessionContext context;

    HostSessionStore(AppletSessions sessions, HostSessionCache cache) {
        this.sessions = sessions;
        this.cache = cache;
    }

    @Override
    public void initialize(SessionContext sessionContext) {
        context = sessionContext;
    }

    @Override
    public SessionData newSessionData(String id, long created, long accessed, long lastAccessed, long maxInactiveMs) {
        SessionContext of = Objects.requireNonNull(context, "the store is initialised before it is started");
        return new SessionData(
                id, of.getCanonicalContextPath(), of.getVhost(), created, accessed, lastAccessed, maxInactiveMs);
    }

    /** A saved session, unless another deployment holds it. */
    @Override
    public @Nullable SessionData load(String id) {
        FrozenSession saved = sessions.load(id, cache);
        if (saved == null) {
            return null;
        }
        SessionData data = cache.thaw(saved);
        if (data == null) {
            sessions.forgo(id, cache);
        }
        return data;
    }

    /** Notes what has to be saved; the last request of the session has just ended. */
    @Override
    public void store(String id, SessionData data) {
        boolean changed =
                data.isDirty() && (data.getLastSaved() > 0 || !data.getKeys().isEmpty());
        boolean timesChanged = data.isMetaDataDirty()
                && data.getLastSaved() > 0
                && Math.abs(System.currentTimeMillis() - data.getLastSaved())
                        > Math.max(TIMES_SAVED_EVERY, data.getMaxInactiveMs() / 10);
        if (changed || timesChanged) {
            sessions.changed(id);
        }
    }

    @Override
    public boolean delete(String id) {
        sessions.changed(id);
        return true;
    }

    @Override
    public Set<String> getExpired(Set<String> candidates) {
        return candidates;
    }

    /** Not to be called when a request ends: attributes are told only when their session really goes. */
    @Override
    public boolean isPassivating() {
        return false;
    }

    /** A new session never takes the id of a saved one. */
    @Override
    public boolean exists(String id) {
        return false;
    }
}
