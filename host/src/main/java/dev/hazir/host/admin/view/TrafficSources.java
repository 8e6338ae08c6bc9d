package dev.hazir.host.admin.view;

import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.metrics.LastHour;
import dev.hazir.host.port.Ports;
import dev.hazir.host.routing.Route;

/**
 * Where requests, devices and messages are looked at.
 *
 * @param hour what routes have answered
 * @param ports the ports with their connections
 * @param rates how fast ports and topics move
 */
public record TrafficSources(LastHour hour, Ports ports, Rates rates, HostTime time) {

    LastHour.Summary lastHour(Route route) {
        return hour.of(route.hits(), time.nanoTime());
    }
}
