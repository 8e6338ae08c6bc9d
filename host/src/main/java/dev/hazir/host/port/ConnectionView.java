package dev.hazir.host.port;

import java.time.Instant;

/**
 * A TCP connection as operators see it.
 *
 * @param id names it in logs
 * @param port the name of its port
 * @param version which version of the applet serves it
 * @param remote the other end
 * @param pendingBytes what the peer has not taken yet
 */
public record ConnectionView(
        String id,
        String applet,
        String version,
        String port,
        String remote,
        Instant since,
        long inMessages,
        long inBytes,
        long outMessages,
        long outBytes,
        long pendingBytes,
        long faults) {}
