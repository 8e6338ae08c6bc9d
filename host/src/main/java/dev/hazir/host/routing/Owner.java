package dev.hazir.host.routing;

import dev.hazir.host.lifecycle.Gate;

/**
 * Whose route it is: one deployment of an applet.
 *
 * @param applet the applet's id, or {@code host}
 * @param version the deployment's version
 * @param gate counts the requests inside this deployment
 */
public record Owner(String applet, String version, Gate gate) {}
