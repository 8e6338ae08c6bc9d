package dev.hazir.applet;

/**
 * A lifetime: of a deployment, a connection or a request. What is subscribed in a scope ends with it, so there is
 * nothing to unsubscribe by hand. All methods may be called from any thread.
 */
public interface Scope {

    /** Whether the lifetime is over. */
    boolean ended();

    /**
     * Runs an action once when this lifetime ends: on the event loop of the connection or request, or on a worker
     * thread for the scope of a deployment. An action given after the end runs at once on the caller's thread.
     *
     * @return closing it forgets the action
     */
    Registration onEnd(Runnable action);
}
