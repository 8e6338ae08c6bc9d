package dev.hazir.host.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A kind of thing that keeps a deployment from being unloaded while it drains: open requests, websockets, connections of
 * ports, timers. Each lists what it still holds, and can be asked to end it in its protocol's way.
 */
public interface Holder {

    /** What is held now, by kind; nothing of a kind is no entry. Any thread; never waits and never calls guest code. */
    List<Holding> holding();

    /**
     * Takes nothing new and lets what is open go on, unless its own policy ends it sooner. Called by the operator thread or
     * a worker when the deployment is out of reach, and again when something has come all the same, begun by what other
     * holders still let go on.
     *
     * @param patience when {@link #end} will be called; what cannot end by itself until then need not be waited for
     * @return completes, never with a failure, when nothing is held
     */
    CompletionStage<Void> drain(Duration patience);

    /**
     * Ends what is left in its protocol's way, spread evenly over a time, so that those who come again do not come all at
     * once. Called after {@link #drain}, by any thread but an event loop, and more than once when somebody is in a hurry.
     */
    void end(Duration spread);
}
