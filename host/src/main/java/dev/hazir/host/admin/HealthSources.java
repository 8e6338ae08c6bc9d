package dev.hazir.host.admin;

import dev.hazir.host.applet.Applets;
import dev.hazir.host.http.OtherSide;
import dev.hazir.host.http.OwnNames;
import dev.hazir.host.security.HostToken;
import java.util.function.Supplier;

/**
 * What health, metrics and the front page show.
 *
 * @param readiness {@code ready}, or why not: {@code starting}, {@code draining}; asked on event loops
 * @param metrics all meters in Prometheus' text format; asked on workers
 * @param metricsType the content type of that
 * @param applets what the home page shows
 * @param startPage what stands at the root: {@code host} for the home page, {@code admin}, or the id of an applet
 * @param names of this host
 * @param operators where operators find their pages
 * @param token who may read the metrics from another machine
 */
public record HealthSources(
        Supplier<String> readiness,
        Supplier<String> metrics,
        String metricsType,
        Applets applets,
        String startPage,
        OwnNames names,
        OtherSide operators,
        HostToken token) {

    /** The word for a host that takes requests. */
    public static final String READY = "ready";
}
