package dev.hazir.host.routing;

import dev.hazir.host.http.HttpExchange;

/** What answers requests of a route: a resource, a websocket, a servlet context, a file. */
@FunctionalInterface
public interface Endpoint {

    /**
     * Takes one exchange and answers it, now or later. Called on the exchange's event loop; must not block. A failure
     * thrown from here is answered with 500 by the caller.
     */
    void serve(HttpExchange exchange, Match match);

    /** How many connections it holds open, such as websockets; -1 when it holds none. Any thread. */
    default long open() {
        return -1;
    }

    /** Why its handler runs on worker threads although its route is of the loop side; empty when it does not. Any thread. */
    default String movedBecause() {
        return "";
    }
}
