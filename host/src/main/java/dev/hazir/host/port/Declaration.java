package dev.hazir.host.port;

import dev.hazir.applet.Registration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A port or outgoing connection as an applet has declared it. Its settings may be changed until it is live. Safe for use
 * by several threads.
 */
public abstract sealed class Declaration implements Registration
        permits DeclaredPort, DeclaredUdpPort, DeclaredOutgoing {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private final String name;
    private boolean live;
    private boolean ended;
    private @Nullable Runnable withdrawal;

    Declaration(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "port name: '" + name + "' (expected: a-z, 0-9 and '-', beginning with a letter)");
        }
        this.name = name;
    }

    /** The name it was declared with. */
    public final String name() {
        return name;
    }

    /** {@code tcp}, {@code udp} or {@code tcp-out}. */
    public abstract String protocol();

    /** What is spoken on its connections. */
    Protocol service() {
        throw new IllegalStateException("port '" + name + "' has no connections");
    }

    /** Whether it was closed; if so before it was live, it is not opened at all. */
    public final synchronized boolean ended() {
        return ended;
    }

    /** Withdraws it: a listening socket and its connections are closed. */
    @Override
    public final void close() {
        Runnable action;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            action = withdrawal;
            withdrawal = null;
        }
        if (action != null) {
            action.run();
        }
    }

    /** From now on settings stand. */
    final void live(Runnable onClose) {
        synchronized (this) {
            live = true;
            if (!ended) {
                withdrawal = onClose;
                return;
            }
        }
        onClose.run();
    }

    final synchronized boolean live() {
        return live && !ended;
    }

    final synchronized void requireSettable(String setting) {
        if (live || ended) {
            throw new IllegalStateException("port '" + name + "' " + (ended ? "is closed" : "is live") + ": its "
                    + setting + " can only be set in setup");
        }
    }

    static int checkedNumber(int number) {
        if (number < 0 || number > 65_535) {
            throw new IllegalArgumentException("port number: " + number + " (expected: 0 to 65535)");
        }
        return number;
    }
}
