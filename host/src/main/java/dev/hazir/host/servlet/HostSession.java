package dev.hazir.host.servlet;

import dev.hazir.host.lifecycle.HostTime;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.session.ManagedSession;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.SessionManager;
import org.eclipse.jetty.util.thread.AutoLock;

/**
 * A session in the hands of one deployment. One that came from another deployment or from disk sleeps until its first
 * request: only then do its attributes learn that they are active again. It expires when so much time has passed without a
 * request, however the machine's clock is set meanwhile.
 */
final class HostSession extends ManagedSession {

    private final HostTime time;
    private volatile boolean asleep;
    private volatile long idleSince; // as nanoTime tells
    // Under the session's lock.
    private long refusedBy;

    HostSession(SessionManager manager, SessionData data, boolean asleep, HostTime time) {
        super(manager, data);
        this.asleep = asleep;
        this.time = time;
        long longest = data.getMaxInactiveMs();
        long left = Math.min(longest, data.getExpiry() - System.currentTimeMillis());
        this.idleSince = time.nanoTime() - (longest <= 0 ? 0 : TimeUnit.MILLISECONDS.toNanos(longest - left));
    }

    /** When it expires, in milliseconds of the clock as it is set now, if it is not used until then. */
    long expiry() {
        SessionData data = getSessionData();
        return data.getMaxInactiveMs() <= 0 ? data.getExpiry() : System.currentTimeMillis() + left();
    }

    @Override
    public boolean access(long now) {
        idleSince = time.nanoTime();
        return super.access(now);
    }

    @Override
    public void release() {
        super.release();
        idleSince = time.nanoTime();
    }

    @Override
    public void setMaxInactiveInterval(int seconds) {
        super.setMaxInactiveInterval(seconds);
        idleSince = time.nanoTime();
    }

    @Override
    public boolean isExpiredAt(long now) {
        return getSessionData().getMaxInactiveMs() > 0 && left() <= 0;
    }

    @Override
    public long calculateInactivityTimeout(long now) {
        return super.calculateInactivityTimeout(getSessionData().getExpiry() - left());
    }

    /** For how many milliseconds it may still go unused. */
    private long left() {
        long longest = getSessionData().getMaxInactiveMs();
        return longest - TimeUnit.NANOSECONDS.toMillis(time.nanoTime() - idleSince);
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
