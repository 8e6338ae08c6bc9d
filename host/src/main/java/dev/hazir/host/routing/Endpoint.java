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
}
