package dev.hazir.host.port;

import org.jspecify.annotations.Nullable;

/**
 * A listening port of a deployment: who serves it, on which socket.
 *
 * @param kept whether the socket was the replaced version's
 * @param blocker a socket of the replaced version that must be closed before this one can be bound, or null
 */
record Slot(
        Declaration declared,
        Occupant occupant,
        BoundSocket socket,
        boolean kept,
        @Nullable BoundSocket blocker) {

    /** Whether connections and datagrams that come now are for this deployment. */
    boolean occupied() {
        return socket.occupant() == occupant;
    }
}
