package dev.hazir.host.admin;

import dev.hazir.host.applet.AppletStatus;
import dev.hazir.host.security.HostToken;
import java.util.List;
import java.util.function.Supplier;

/**
 * What health, metrics and the front page show.
 *
 * @param readiness {@code ready}, or why not: {@code starting}, {@code draining}; asked on event loops
 * @param metrics all meters in Prometheus' text format; asked on workers
 * @param metricsType the content type of that
 * @param applets the installed applets; asked on workers
 * @param token who may read the metrics from another machine
 */
public record HealthSources(
        Supplier<String> readiness,
        Supplier<String> metrics,
        String metricsType,
        Supplier<List<AppletStatus>> applets,
        HostToken token) {

    /** The word for a host that takes requests. */
    public static final String READY = "ready";
}
