package dev.hazir.host.port;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A port as operators see it.
 *
 * @param version which version of the applet it belongs to
 * @param protocol {@code tcp}, {@code udp} or {@code tcp-out}
 * @param bind the local address, or the remote host of an outgoing connection
 * @param port the number, there or here
 * @param state {@code open}, {@code draining}, {@code closed}, {@code failed} or {@code connecting}
 * @param reason why it is in this state, one sentence, or empty
 * @param connections how many are open
 * @param inMessages how many messages came, and how many bytes, since the port was published; a connection that goes over to
 *     a later version takes its numbers along
 * @param outMessages how many messages were sent
 * @param unsentBytes what peers have not taken yet
 * @param faults how often guest code or a peer failed on it
 * @param lastFault the last fault, or null
 * @param nextTry when the host tries to connect again, or null
 */
public record PortView(
        String name,
        String applet,
        String version,
        String protocol,
        String bind,
        int port,
        String state,
        String reason,
        long connections,
        long inMessages,
        long inBytes,
        long outMessages,
        long outBytes,
        long unsentBytes,
        long faults,
        @Nullable String lastFault,
        @Nullable Instant nextTry) {}
