package dev.hazir.host.front;

import java.time.Duration;

/**
 * A connection of the web port that waits for something, as operators see it.
 *
 * @param id names it in logs
 * @param remote the other end
 * @param applet who answers it, or empty
 * @param side {@code web} or {@code loop}, or empty
 * @param what such as {@code GET /apps/shop/report} or {@code websocket /apps/meter/live}
 * @param age since when the request that is being answered came; zero when there is none
 * @param answering whether a request is waiting for the beginning of its answer
 * @param unsentBytes what the client has not taken yet
 */
public record ClientView(
        String id,
        String remote,
        String applet,
        String side,
        String what,
        Duration age,
        boolean answering,
        long unsentBytes) {}
