package dev.hazir.host.websocket;

import dev.hazir.applet.AtUpgrade;
import dev.hazir.applet.loop.WebSocketHandler;
import dev.hazir.applet.loop.WebSocketRoute;
import dev.hazir.host.routing.DeclaredRoute;
import dev.hazir.host.routing.PathPattern;
import java.time.Duration;
import java.util.List;

/** A websocket's route as an applet declared it. */
public final class DeclaredWebSocket extends DeclaredRoute implements WebSocketRoute {

    private final WebSocketHandler handler;
    private volatile List<String> subprotocols = List.of();
    private volatile List<String> origins = List.of();
    private volatile int maxMessage = 1 << 20;
    private volatile Duration idleTimeout = Duration.ofMinutes(5);
    private volatile AtUpgrade atUpgrade = AtUpgrade.RECONNECT;

    public DeclaredWebSocket(PathPattern pattern, WebSocketHandler handler, Runnable withdraw) {
        super(pattern, withdraw);
        this.handler = handler;
    }

    public WebSocketHandler handler() {
        return handler;
    }

    /** Best first. */
    public List<String> subprotocols() {
        return subprotocols;
    }

    /** The origins that may connect beside the host's own. */
    public List<String> origins() {
        return origins;
    }

    public int maxMessage() {
        return maxMessage;
    }

    public Duration idleTimeout() {
        return idleTimeout;
    }

    public AtUpgrade atUpgrade() {
        return atUpgrade;
    }

    @Override
    public WebSocketRoute instead() {
        claimInstead();
        return this;
    }

    @Override
    public WebSocketRoute subprotocols(String... names) {
        requireOpen("subprotocols");
        for (String name : names) {
            if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                throw new IllegalArgumentException("subprotocol: '" + name + "' (expected: a token, such as v1.stomp)");
            }
        }
        subprotocols = List.of(names);
        return this;
    }

    @Override
    public WebSocketRoute maxMessage(int bytes) {
        requireOpen("maxMessage");
        if (bytes < 125) {
            throw new IllegalArgumentException("maxMessage: " + bytes + " (expected: at least 125 bytes)");
        }
        maxMessage = bytes;
        return this;
    }

    @Override
    public WebSocketRoute origins(String... allowed) {
        requireOpen("origins");
        for (String origin : allowed) {
            if (!origin.equals("*") && !origin.matches("[a-z][a-z0-9+.-]*://[^/]+")) {
                throw new IllegalArgumentException(
                        "origin: '" + origin + "' (expected: * or scheme://host:port without a path)");
            }
        }
        origins = List.of(allowed);
        return this;
    }

    @Override
    public WebSocketRoute idleTimeout(Duration timeout) {
        requireOpen("idleTimeout");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("idleTimeout: " + timeout + " (expected: more than zero)");
        }
        idleTimeout = timeout;
        return this;
    }

    @Override
    public WebSocketRoute atUpgrade(AtUpgrade fate) {
        requireOpen("atUpgrade");
        atUpgrade = fate;
        return this;
    }

    @Override
    public String toString() {
        return "websocket " + pattern();
    }
}
