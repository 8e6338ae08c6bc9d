package dev.hazir.host.routing;

import dev.hazir.host.lifecycle.Gate;
import dev.hazir.host.metrics.Hits;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose route it is: one deployment of an applet.
 *
 * @param applet the applet's id, or {@code host}
 * @param version the deployment's version
 * @param gate counts the requests inside this deployment
 * @param hits what each of its routes has answered, so that it stays known when the table is made anew
 */
public record Owner(String applet, String version, Gate gate, Map<String, Hits> hits) {

    public Owner(String applet, String version, Gate gate) {
        this(applet, version, gate, new ConcurrentHashMap<>());
    }
}
