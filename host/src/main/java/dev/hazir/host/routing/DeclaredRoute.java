package dev.hazir.host.routing;

import java.util.concurrent.atomic.AtomicBoolean;

/** A route as an applet declared it. Its settings are open until it goes live. Any thread. */
public abstract class DeclaredRoute {

    private final PathPattern pattern;
    private final Runnable withdraw;
    private final AtomicBoolean withdrawn = new AtomicBoolean();
    private volatile boolean instead;
    private volatile boolean live;

    /**
     * A declaration.
     *
     * @param pattern the whole path
     * @param withdraw takes the route out of the table; called when the applet closes it, at most once
     */
    protected DeclaredRoute(PathPattern pattern, Runnable withdraw) {
        this.pattern = pattern;
        this.withdraw = withdraw;
    }

    public final PathPattern pattern() {
        return pattern;
    }

    /** Whether it answers instead of a page or servlet on purpose. */
    public final boolean isInstead() {
        return instead;
    }

    /** Ends the time of settings. */
    public final void goLive() {
        live = true;
    }

    /** Withdraws the claim; a second call does nothing. */
    public final void close() {
        if (withdrawn.compareAndSet(false, true)) {
            withdraw.run();
        }
    }

    protected final void claimInstead() {
        requireOpen("instead");
        instead = true;
    }

    /**
     * Refuses a setting that comes too late.
     *
     * @throws IllegalStateException when the route is live
     */
    protected final void requireOpen(String setting) {
        if (live) {
            throw new IllegalStateException(
                    setting + " of " + this + " cannot change: it is live; set it where it is declared, in setup");
        }
    }

    /** What it is and where, for people. */
    @Override
    public abstract String toString();
}
