package dev.hazir.host.front;

import dev.hazir.host.routing.Routes;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/**
 * One address where the front door listens, and what it offers there.
 *
 * @param bind the address to listen on
 * @param port the port; 0 picks a free one
 * @param routes what answers there; other paths lead nowhere
 * @param guard whom it does not let through
 * @param proxies whom it believes what they say of their clients
 * @param encryption its certificate, or null for plain text
 */
public record Entrance(
        String bind,
        int port,
        Routes routes,
        Guard guard,
        Proxies proxies,
        @Nullable Encryption encryption) {

    /** How connections are encrypted. */
    @FunctionalInterface
    public interface Encryption {
        /** For one more connection; on an event loop, so it must not block. */
        SslContext context();
    }
}
