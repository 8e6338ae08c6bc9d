package dev.hazir.host.websocket;

import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * An open websocket, for lists.
 *
 * @param since when it was opened
 */
public record OpenSocket(String id, InetSocketAddress remote, Instant since) {}
