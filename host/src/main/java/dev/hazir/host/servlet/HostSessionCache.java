package dev.hazir.host.servlet;

import dev.hazir.host.guest.Trigger;
import dev.hazir.host.lifecycle.Gate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.session.DefaultSessionCache;
import org.eclipse.jetty.session.ManagedSession;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.util.thread.AutoLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions that one deployment holds. A session that no request uses can be given to another deployment of the applet:
 * under the session's lock, so that a request finds it either here or there. Everything here but {@link #size} may call
 * guest code and belongs on a worker.
 */
final class HostSessionCache extends DefaultSessionCache {

    /** What became of a session that should go over. */
    enum Passage {
        GONE,
        /** A request uses it. */
        BUSY,
        /** It cannot be written, or the other deployment cannot read it. */
        REFUSED
    }

    private static final Logger log = LoggerFactory.getLogger(HostSessionCache.class);
    private static final Trigger END = Trigger.of("end of a session");

    private final AppletSessions sessions;
    private final SessionPlace place;
    private final Map<String, ManagedSession> held;
    private final Gate arrivals = new Gate();
    private final SessionTransport transport;
    private final Departures departures = new Departures();
    private volatile @Nullable CompletableFuture<Void> leaving;
    private volatile boolean parting;

    HostSessionCache(HostSessionHandler handler, AppletSessions sessions, SessionPlace place) {
        this(handler, sessions, place, new ConcurrentHashMap<>());
    }

    private HostSessionCache(
            HostSessionHandler handler,
            AppletSessions sessions,
            SessionPlace place,
            ConcurrentHashMap<String, ManagedSession> held) {
        super(handler, held);
        this.sessions = sessions;
        this.place = place;
        this.transport = new SessionTransport(place.guest());
        this.held = held;
    }

    SessionPlace place() {
        return place;
    }

    boolean has(String id) {
        return held.containsKey(id);
    }

    int size() {
        return held.size();
    }

    @Override
    public ManagedSession newSession(SessionData data) {
        return new HostSession(getSessionManager(), data, data.getLastSaved() > 0, sessions.time());
    }

    @Override
    public @Nullable ManagedSession get(String id) throws Exception {
        ManagedSession session = super.get(id);
        if (session instanceof HostSession found && found.asleep()) {
            transport.wake(found);
        }
        return session;
    }

    @Override
    public @Nullable Session doPutIfAbsent(String id, ManagedSession session) {
        Session before = super.doPutIfAbsent(id, session);
        if (before == null) {
            sessions.hold(id, this);
        }
        return before;
    }

    @Override
    public @Nullable ManagedSession doDelete(String id) {
        ManagedSession session = super.doDelete(id);
        if (session != null) {
            sessions.forgo(id, this);
            sessions.changed(id);
            noteDeparture(id);
        }
        return session;
    }

    @Override
    public void release(ManagedSession session) throws Exception {
        super.release(session);
        boolean away = leaving != null;
        if ((away || !departures.isEmpty()) && session.getRequests() <= 0) {
            departures.free(session.getId());
            if (away) {
                later(() -> sessions.offer(session.getId(), this));
            }
        }
    }

    /** All that have expired, also saved ones: Jetty notices only those that something asks for. */
    @Override
    public Set<String> checkExpiration(Set<String> candidates) {
        long now = System.currentTimeMillis();
        Set<String> expired = new HashSet<>();
        held.forEach((id, session) -> {
            if (session.getRequests() <= 0 && session.isExpiredAt(now)) {
                expired.add(id);
            }
        });
        expired.addAll(sessions.expiredOnDisk(now, this));
        return expired;
    }

    /** Sessions have parted before; a second time there are none. */
    @Override
    public void shutdown() {
        part(null);
    }

    /** Gives a session to another deployment of the applet if nobody uses it now. */
    Passage give(String id, HostSessionCache other) {
        return give(id, other, false);
    }

    /** The same, with a short wait for the requests that use the session; others of its requests wait too meanwhile. */
    Passage giveSoon(String id, HostSessionCache other) throws InterruptedException {
        Passage passage = give(id, other);
        if (passage != Passage.BUSY) {
            return passage;
        }
        Departures.Departure departure = departures.of(id);
        passage = give(id, other);
        if (passage != Passage.BUSY) {
            return passage;
        }
        departure.await();
        return give(id, other);
    }

    /** Offers every session to a later deployment, those in use when their requests end; completes when none is left. */
    synchronized CompletionStage<Void> leave() {
        CompletableFuture<Void> done = leaving;
        if (done == null || done.isDone()) {
            done = new CompletableFuture<>();
            leaving = done;
        }
        later(this::offerAll);
        return done;
    }

    /** There is nobody any more to whom sessions could be given: nobody needs to wait for that. */
    void leaveNoMore() {
        CompletableFuture<Void> done = leaving;
        if (done != null) {
            done.complete(null);
        }
    }

    /** Offers all again, because another deployment is live now. */
    void offerAgain() {
        if (leaving != null) {
            later(this::offerAll);
        }
    }

    /**
     * Lets all sessions go: to another deployment or, without one, to disk; what can do neither ends. No request of this
     * deployment is under way any more.
     */
    void part(@Nullable HostSessionCache other) {
        parting = true;
        arrivals.shut().toCompletableFuture().join();
        int ended = 0;
        for (String id : List.copyOf(held.keySet())) {
            if (other == null || give(id, other, true) != Passage.GONE) {
                boolean alone = other == null || other.parting;
                ended += alone && sessions.save(id, this) ? drop(id) : end(id);
            }
        }
        if (ended > 0) {
            log.info("{} of the sessions of {} ended with it", ended, place.guest());
        }
    }

    /** Ends, on a worker, all sessions that the later deployment cannot take over. */
    void endAll() {
        HostSessionCache other = sessions.successor(this);
        if (other != null) {
            later(() -> {
                for (String id : List.copyOf(held.keySet())) {
                    if (give(id, other) == Passage.REFUSED) {
                        end(id);
                    }
                }
            });
        }
    }

    /** What a session is now, if no request uses it; null when it is not here, is in use or cannot be written. */
    @Nullable
    FrozenSession snapshot(String id) {
        HostSession session = find(id);
        if (session == null) {
            return null;
        }
        try (AutoLock locked = session.lock()) {
            if (!session.isResident() || !session.isValid() || session.getRequests() > 0) {
                return null;
            }
            boolean slept = session.asleep();
            SessionData data = session.getSessionData();
            FrozenSession frozen = transport.freeze(session);
            if (!slept) {
                transport.wake(session);
            }
            data.clean();
            if (frozen != null) {
                data.setLastSaved(System.currentTimeMillis());
            }
            return frozen;
        }
    }

    /** What a session is when its deployment ends; null when it is not here or cannot be written. It sleeps afterwards. */
    @Nullable
    FrozenSession lastSnapshot(String id) {
        HostSession session = find(id);
        if (session == null) {
            return null;
        }
        try (AutoLock locked = session.lock()) {
            return session.isResident() && session.isValid() ? transport.freeze(session) : null;
        }
    }

    /** The data of a session with the classes of this deployment, or null when it cannot read it. */
    @Nullable
    SessionData thaw(FrozenSession frozen) {
        SessionData empty = getSessionDataStore()
                .newSessionData(
                        frozen.id(), frozen.created(), frozen.accessed(), frozen.lastAccessed(), frozen.maxInactive());
        return transport.thaw(frozen, empty);
    }

    private Passage give(String id, HostSessionCache other, boolean evenInUse) {
        HostSession session = find(id);
        if (session == null) {
            return Passage.GONE;
        }
        try (AutoLock locked = session.lock()) {
            if (!session.isResident() || !session.isValid()) {
                return Passage.GONE;
            }
            if (session.wasRefusedBy(other.place.number())) {
                return Passage.REFUSED;
            }
            if (session.getRequests() > 0 && !evenInUse) {
                return Passage.BUSY;
            }
            boolean unsaved = session.getSessionData().isDirty();
            FrozenSession frozen = transport.freeze(session);
            if (frozen == null || !other.adopt(frozen, unsaved)) {
                session.refusedBy(other.place.number());
                transport.wake(session);
                return Passage.REFUSED;
            }
            drop(id);
            return Passage.GONE;
        }
    }

    private boolean adopt(FrozenSession frozen, boolean unsaved) {
        if (!arrivals.enter()) {
            return false;
        }
        try {
            SessionData data = thaw(frozen);
            if (data == null) {
                return false;
            }
            data.setDirty(unsaved);
            ManagedSession session = newSession(data);
            session.setResident(true);
            // First the session, then the word that it is here: whoever is sent here finds it.
            doPutIfAbsent(frozen.id(), session);
            if (unsaved) {
                sessions.changed(frozen.id());
            }
            return true;
        } finally {
            arrivals.leave();
        }
    }

    /** Lets go of a session that lives on elsewhere. */
    private int drop(String id) {
        ManagedSession session = super.doDelete(id);
        if (session != null) {
            session.setResident(false);
            sessions.forgo(id, this);
            noteDeparture(id);
        }
        return 0;
    }

    private int end(String id) {
        HostSession session = find(id);
        if (session == null) {
            return 0;
        }
        place.guest().run(END, () -> {
            session.wake();
            session.invalidate();
        });
        doDelete(id);
        session.setResident(false);
        return 1;
    }

    private void offerAll() {
        for (String id : held.keySet()) {
            sessions.offer(id, this);
        }
        noteEmpty();
    }

    private void noteDeparture(String id) {
        departures.free(id);
        noteEmpty();
    }

    private void noteEmpty() {
        CompletableFuture<Void> done = leaving;
        if (done != null && held.isEmpty()) {
            done.complete(null);
        }
    }

    private @Nullable HostSession find(String id) {
        return (HostSession) held.get(id);
    }

    private void later(Runnable task) {
        try {
            place.onWorker().accept(task);
        } catch (RejectedExecutionException e) {
            log.debug("the workers have ended before the sessions of {} went over", place.guest(), e);
        }
    }
}
