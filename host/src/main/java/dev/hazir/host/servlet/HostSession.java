package dev.hazir.host.servlet;

import org.eclipse.jetty.session.ManagedSession;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.SessionManager;
import org.eclipse.jetty.util.thread.AutoLock;

/**
 * A session in the hands of one deployment. One that came from another deployment or from disk sleeps until its first
 * request: only then do its attributes learn that they are active again.
 */
final class HostSession extends ManagedSession {

    private volatile boolean asleep;
    // Under the session's lock.
    private long refusedBy;

    HostSession(SessionManager manager, SessionData data, boolean asleep) {
        super(manager, data);
        this.asleep = asleep;
    }

    boolean asleep() {
        return asleep;
    }

    /** Tells its attributes that it is in use again, if they do not know yet. Calls guest code. */
    void wake() {
        try (AutoLock locked = lock()) {
            if (asleep && isResident() && isValid()) {
                try {
                    onSessionActivation();
                } finally {
                    asleep = false;
                }
            }
        }
    }

    /** Tells its attributes that it goes to sleep, if they do not know yet. Calls guest code, under the session's lock. */
    void sleep() {
        if (!asleep) {
            boolean dirty = getSessionData().isDirty();
            asleep = true;
            onSessionPassivation();
            getSessionData().setDirty(dirty);
        }
    }

    /** Notes that a deployment, by its number, cannot take it over. */
    void refusedBy(long deployment) {
        refusedBy = deployment;
    }

    boolean wasRefusedBy(long deployment) {
        return refusedBy == deployment;
    }
}
