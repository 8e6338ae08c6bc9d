package dev.hazir.host.port;

import dev.hazir.applet.AtUpgrade;
import dev.hazir.applet.port.FrameHandler;
import dev.hazir.applet.port.Framing;
import dev.hazir.applet.port.LineHandler;
import dev.hazir.applet.port.Port;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A listening TCP port as declared. */
public final class DeclaredPort extends Declaration implements Port {

    private static final int DEFAULT_CONNECTIONS = 10_000;

    private final Protocol service;
    private final int declared;
    private volatile int actual = -1;
    private volatile @Nullable Duration idleTimeout;
    private volatile int maxConnections = DEFAULT_CONNECTIONS;
    private volatile AtUpgrade policy = AtUpgrade.FINISH;

    private DeclaredPort(String name, int number, Protocol service) {
        super(name);
        this.declared = checkedNumber(number);
        this.service = service;
    }

    /** A port of lines. */
    public static DeclaredPort lines(String name, int number, Framing.Lines framing, LineHandler handler) {
        return new DeclaredPort(name, number, Protocol.lines(framing, handler));
    }

    /** A port of frames or, with {@link Framing.Raw}, of bytes. */
    public static DeclaredPort frames(String name, int number, Framing framing, FrameHandler handler) {
        return new DeclaredPort(name, number, Protocol.frames(framing, handler));
    }

    @Override
    public String protocol() {
        return "tcp";
    }

    @Override
    public int number() {
        int bound = actual;
        return bound < 0 ? declared : bound;
    }

    /** The number as declared, 0 for any. */
    public int declaredNumber() {
        return declared;
    }

    @Override
    public Port idleTimeout(Duration timeout) {
        requireSettable("idle time-out");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("idleTimeout: " + timeout + " (expected: more than zero)");
        }
        idleTimeout = timeout;
        return this;
    }

    @Override
    public Port maxConnections(int connections) {
        requireSettable("number of connections");
        if (connections < 1) {
            throw new IllegalArgumentException("maxConnections: " + connections + " (expected: 1 or more)");
        }
        maxConnections = connections;
        return this;
    }

    @Override
    public Port atUpgrade(AtUpgrade fate) {
        requireSettable("fate at an upgrade");
        policy = Objects.requireNonNull(fate, "atUpgrade");
        return this;
    }

    @Override
    Protocol service() {
        return service;
    }

    @Nullable
    Duration idleTimeout() {
        return idleTimeout;
    }

    int maxConnections() {
        return maxConnections;
    }

    AtUpgrade policy() {
        return policy;
    }

    void bound(int number) {
        actual = number;
    }
}
