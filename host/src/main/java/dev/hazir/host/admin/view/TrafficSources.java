package dev.hazir.host.admin.view;

import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.log.LogLevels;
import dev.hazir.host.metrics.LastHour;
import dev.hazir.host.port.Ports;
import dev.hazir.host.routing.Route;

/**
 * Where requests, devices, messages and what is said of them are looked at.
 *
 * @param hour what routes have answered
 * @param ports the ports with their connections
 * @param rates how fast ports and topics move
 * @param levels of the log, changed for a while
 */
public record TrafficSources(LastHour hour, Ports ports, Rates rates, LogLevels levels, HostTime time) {

    LastHour.Summary lastHour(Route route) {
        return hour.of(route.hits(), time.nanoTime());
    }
}
