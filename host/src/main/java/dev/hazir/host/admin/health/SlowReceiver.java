package dev.hazir.host.admin.health;

/**
 * Somebody who does not take what is sent.
 *
 * @param what names the connection: {@code websocket /apps/meter/live} or {@code port devices}
 * @param remote the other end
 * @param unsentBytes what waits for it
 */
public record SlowReceiver(String applet, String what, String remote, long unsentBytes) {}
