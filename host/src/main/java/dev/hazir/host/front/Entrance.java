package dev.hazir.host.front;

import dev.hazir.host.routing.Routes;

/**
 * One address where the front door listens, and what it offers there.
 *
 * @param bind the address to listen on
 * @param port the port; 0 picks a free one
 * @param routes what answers there; other paths lead nowhere
 * @param guard whom it does not let through
 */
public record Entrance(String bind, int port, Routes routes, Guard guard) {}
