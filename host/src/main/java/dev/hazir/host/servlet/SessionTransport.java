package dev.hazir.host.servlet;

import dev.hazir.host.guest.Guest;
import dev.hazir.host.guest.Trigger;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.session.SessionData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes and reads the sessions of one deployment. All of it is guest code and belongs on a worker. */
final class SessionTransport {

    private static final Logger log = LoggerFactory.getLogger(SessionTransport.class);
    private static final Trigger READ = Trigger.of("reading a session");
    private static final Trigger WRITE = Trigger.of("writing a session");
    private static final Trigger WAKE = Trigger.of("activation of a session");

    private final Guest guest;
    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    SessionTransport(Guest guest) {
        this.guest = guest;
    }

    /** A session as bytes, or null when it cannot be written. Under its lock; it sleeps afterwards. */
    @Nullable
    FrozenSession freeze(HostSession session) {
        try {
            return guest.call(WRITE, () -> {
                session.sleep();
                return FrozenSession.of(session.getSessionData(), session.expiry());
            });
        } catch (Exception e) {
            report("A session can neither be saved nor go over to another version of", e);
            return null;
        }
    }

    /** Fills the data of a new session with the classes of this deployment; null when it cannot read them. */
    @Nullable
    SessionData thaw(FrozenSession frozen, SessionData empty) {
        try {
            return guest.call(READ, () -> frozen.thaw(empty, guest.loader()));
        } catch (Exception e) {
            report("A session cannot be read by", e);
            return null;
        }
    }

    void wake(HostSession session) {
        guest.run(WAKE, session::wake);
    }

    /** Once for each cause: a thousand sessions of one class would fail alike. */
    private void report(String what, Exception cause) {
        if (reported.add(what + " " + cause)) {
            guest.run(WAKE, () -> log.warn("{} {}: {}", what, guest, cause.toString()));
        }
    }
}
