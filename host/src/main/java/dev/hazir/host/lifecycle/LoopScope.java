package dev.hazir.host.lifecycle;

import dev.hazir.applet.Scope;
import java.util.concurrent.Executor;

/** A lifetime that belongs to one event loop: of a connection or a request. */
public interface LoopScope extends Scope {

    /** The event loop on which this scope's guest code runs, one task after the other. */
    Executor loop();
}
